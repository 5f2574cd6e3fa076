import { completeLines, decimal, malformed } from '@ai-perf/core-kernel-text';
import type { CpuTimes } from '@ai-perf/core-model';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count, Jiffies, Seconds } from '@ai-perf/core-units';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** /proc/stat. see: proc_stat(5), fs/proc/stat.c */
export interface HostStat {
  readonly cpu: CpuTimes;
  /** Online CPUs in the order of the file. */
  readonly cpus: readonly CpuTimes[];
  readonly cpuNumbers: readonly number[];
  readonly interrupts: Count;
  readonly contextSwitches: Count;
  /** Since 1970. */
  readonly bootTime: Seconds;
  readonly forks: Count;
  readonly running: Count;
  readonly blocked: Count;
}

const fieldNames = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'] as const;
const singles = ['intr', 'ctxt', 'btime', 'processes', 'procs_running', 'procs_blocked'] as const;
type Singles = [Count, Count, Seconds, Count, Count, Count];

export function parseHostStat(text: string): Result<HostStat> {
  const rows = completeLines(text).map((line) => line.split(/ +/));
  const cpuRows = rows.filter(([name]) => /^cpu\d+$/.test(name ?? ''));
  const whole = rows.find(([name]) => name === 'cpu');
  const number = (key: string): number | null => decimal(rows.find(([name]) => name === key)?.[1] ?? '');
  const numbers = singles.map(number);
  if (whole === undefined || numbers.includes(null)) {
    return err(malformed('/proc/stat', `one of the lines cpu, ${singles.join(', ')} is missing`));
  }
  const [interrupts, contextSwitches, bootTime, forks, running, blocked] = numbers as Singles;
  return ok({
    cpu: timesOf(whole),
    cpus: cpuRows.map(timesOf),
    cpuNumbers: cpuRows.map(([name]) => Number((name ?? '').slice(3))),
    interrupts,
    contextSwitches,
    bootTime,
    forks,
    running,
    blocked,
  });
}

// Kernels before 2.6.11 have no steal; what a kernel does not count is 0 ticks.
function timesOf(row: readonly string[]): CpuTimes {
  const time = (column: number): Jiffies => (decimal(row[column] ?? '') ?? 0) as Jiffies;
  const entries = fieldNames.map((name, index) => [name, time(index + 1)]);
  return Object.fromEntries(entries) as unknown as CpuTimes;
}

export const readHostStat = (root: ProcRoot = '/proc'): Result<HostStat> => readHostFile(`${root}/stat`, parseHostStat);
