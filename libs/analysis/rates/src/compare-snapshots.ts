import type { HostSnapshot, ProcessSnapshot } from '@ai-perf/core-model';
import { as, kibibytesToBytes, nanosecondsToSeconds, ratio } from '@ai-perf/core-units';
import type { Bytes, Count, Kibibytes, Nanoseconds, Ratio, Seconds } from '@ai-perf/core-units';
import { cgroupCpuDeltas, cgroupMemoryDeltas } from './cgroup-delta.ts';
import { asCount, bytesPerSecond, increaseSinceBoot, perSecond } from './counter.ts';
import { cpuShares } from './cpu-shares.ts';
import { diskDeltas } from './disk-delta.ts';
import type { ByteGauge, HostDelta } from './host-delta.ts';
import { netTables } from './net-tables.ts';
import { pressureTable } from './pressure-shares.ts';
import { processDelta } from './process-comparison.ts';
import type { ProcessDelta } from './process-delta.ts';
import { vmTables } from './vm-tables.ts';

/** What happened from the first snapshot to the second. Throws RangeError when they are the wrong way round. */
export function compareSnapshots(before: HostSnapshot, after: HostSnapshot): HostDelta {
  if (after.at < before.at) throw new RangeError('the second snapshot is older than the first');
  const window = nanosecondsToSeconds(as<Nanoseconds>(after.at - before.at));
  return {
    from: before.at,
    to: after.at,
    window,
    ...scheduling(before, after, window),
    ...memoryOf(before, after, window),
    ...netTables(before.net, after.net, window),
    pressure: pressureTable(before, after, window),
    disks: diskDeltas(before.disks, after.disks, window),
    cgroupCpu: cgroupCpuDeltas(before.cgroupCpu, after.cgroupCpu, window),
    cgroupMemory: cgroupMemoryDeltas(before.cgroupMemory, after.cgroupMemory, window),
    ...processesOf(before, after, window),
    limits: limitsOf(before, after),
  };
}

type SchedulingPart =
  | 'cpuCount' | 'cpu' | 'cpus' | 'running' | 'blocked' | 'load' | 'contextSwitches' | 'forks' | 'interrupts';

function scheduling(before: HostSnapshot, after: HostSnapshot, window: Seconds): Pick<HostDelta, SchedulingPart> {
  const grown = (field: 'contextSwitches' | 'forks' | 'interrupts'): HostDelta['forks'] =>
    perSecond(increaseSinceBoot(before[field], after[field]), window);
  return {
    cpuCount: after.cpus.length,
    cpu: cpuShares(before.cpu, after.cpu),
    cpus: sameCpus(before, after) ? after.cpus.map((cpu, row) => cpuShares(before.cpus[row] ?? cpu, cpu)) : [],
    running: after.running,
    blocked: after.blocked,
    load: after.load,
    contextSwitches: grown('contextSwitches'),
    forks: grown('forks'),
    interrupts: grown('interrupts'),
  };
}

// /proc/stat lists online CPUs only: after a hotplug the rows no longer are the same CPUs.
const sameCpus = (before: HostSnapshot, after: HostSnapshot): boolean => before.cpus.length === after.cpus.length;

type MemoryPart = 'vm' | 'vmNow' | 'memory' | 'memoryTotal' | 'memoryUsed' | 'oomKills';

function memoryOf(before: HostSnapshot, after: HostSnapshot, window: Seconds): Pick<HostDelta, MemoryPart> {
  const memory = Object.fromEntries(
    Object.entries(after.memory)
      .filter(([name]) => !name.startsWith('HugePages_'))
      .map(([name, now]) => [name, byteGauge(before.memory[name] ?? now, now, window)]),
  );
  const total = memory['MemTotal']?.now ?? as<Bytes>(0);
  return {
    ...vmTables(before.vm, after.vm, window),
    memory,
    memoryTotal: total,
    memoryUsed: as<Ratio>(total === 0 ? 0 : 1 - ratio(memory['MemAvailable']?.now ?? 0, total)),
    oomKills: oomKills(before, after),
  };
}

function byteGauge(before: Kibibytes, after: Kibibytes, window: Seconds): ByteGauge {
  const now = kibibytesToBytes(after);
  return { now, growth: bytesPerSecond(now - kibibytesToBytes(before), window) };
}

function oomKills(before: HostSnapshot, after: HostSnapshot): Count | null {
  const [from, to] = [before.vm['oom_kill'], after.vm['oom_kill']];
  return from === undefined || to === undefined ? null : asCount(increaseSinceBoot(from, to));
}

function processesOf(
  before: HostSnapshot,
  after: HostSnapshot,
  window: Seconds,
): Pick<HostDelta, 'processes' | 'gone' | 'states'> {
  const first = new Map(before.processes.map((process) => [identity(process), process]));
  const second = new Set(after.processes.map(identity));
  const states: Record<string, number> = {};
  const processes: ProcessDelta[] = [];
  for (const process of after.processes) {
    states[process.state] = (states[process.state] ?? 0) + 1;
    processes.push(processDelta(first.get(identity(process)) ?? null, process, { after, window }));
  }
  return { processes, gone: before.processes.filter((process) => !second.has(identity(process))), states };
}

const identity = ({ tgid, startedAt }: ProcessSnapshot): string => `${tgid}:${startedAt}`;

function limitsOf(before: HostSnapshot, after: HostSnapshot): string[] {
  const hotplug = sameCpus(before, after) ? [] : ['CPUs came or went in the window: no figures per CPU'];
  return [...new Set([...before.limits, ...after.limits, ...hotplug])];
}
