import { completeLines, decimal, fraction, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count } from '@ai-perf/core-units';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** /proc/loadavg. see: proc_loadavg(5); uninterruptible sleepers count as load. */
export interface LoadAverage {
  readonly load: readonly [one: number, five: number, fifteen: number];
  /** Scheduling entities that want a CPU now. */
  readonly runnable: Count;
  readonly total: Count;
  readonly lastPid: number;
}

export function parseLoadAverage(text: string): Result<LoadAverage> {
  const [one, five, fifteen, tasks = '', last = ''] = (completeLines(text)[0] ?? '').split(' ');
  const load = [one, five, fifteen].map((field) => fraction(field ?? ''));
  const [runnable = '', total = ''] = tasks.split('/');
  const counts = [runnable, total, last].map(decimal);
  if (load.includes(null) || counts.includes(null)) {
    return err(malformed('/proc/loadavg', 'it is not "load load load runnable/total pid"'));
  }
  const [running, all, lastPid] = counts as [Count, Count, number];
  return ok({ load: load as [number, number, number], runnable: running, total: all, lastPid });
}

export const readLoadAverage = (root: ProcRoot = '/proc'): Result<LoadAverage> =>
  readHostFile(`${root}/loadavg`, parseLoadAverage);
