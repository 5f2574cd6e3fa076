import type { HostSnapshot } from '@ai-perf/core-model';
import type { Result } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Seconds } from '@ai-perf/core-units';
import {
  readDisks, readHostPressure, readHostStat, readLoadAverage, readMemory, readNetTables, readUptime, readVmCounters,
} from '@ai-perf/sources-procfs';
import type { LimitBook } from '../limit-book.ts';
import type { CollectorSession } from '../session.ts';

type HostField =
  | 'uptime' | 'cpu' | 'cpus' | 'running' | 'blocked' | 'contextSwitches' | 'forks' | 'interrupts' | 'load' | 'memory'
  | 'vm' | 'pressure' | 'disks' | 'net';

/** What the files of the whole host say. One that cannot be read leaves its part empty and is noted. */
export function hostPart(session: CollectorSession, limits: LimitBook): Pick<HostSnapshot, HostField> {
  const { procRoot } = session;
  const or = <T>(empty: T, what: string, result: Result<T>): T => limits.orNull(what, result) ?? empty;
  session.lastStat = or(session.lastStat, 'counters of the host (/proc/stat)', readHostStat(procRoot));
  const { cpu, cpus, running, blocked, contextSwitches, forks, interrupts } = session.lastStat;
  const load = readLoadAverage(procRoot);
  return {
    cpu, cpus, running, blocked, contextSwitches, forks, interrupts,
    uptime: or(as<Seconds>(0), 'uptime (/proc/uptime)', readUptime(procRoot)),
    load: load.ok ? load.value.load : [0, 0, 0],
    memory: or({}, 'memory (/proc/meminfo)', readMemory(procRoot)),
    vm: or({}, 'memory events (/proc/vmstat)', readVmCounters(procRoot)),
    pressure: or(null, 'pressure (/proc/pressure)', readHostPressure(procRoot)),
    disks: or([], 'disks (/proc/diskstats)', readDisks(procRoot)),
    net: or({}, 'network counters (/proc/net)', readNetTables(procRoot)),
  };
}
