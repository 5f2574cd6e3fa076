import { decimal, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count, Nanoseconds } from '@ai-perf/core-units';
import { readTaskRecord } from '../reading.ts';

/**
 * /proc/PID/schedstat, of the main thread alone, or that of one thread. It is there without CONFIG_SCHEDSTATS.
 * see: Documentation/scheduler/sched-stats.rst, fs/proc/base.c proc_pid_schedstat()
 */
export interface SchedStat {
  readonly onCpu: Nanoseconds;
  /** Time it was ready to run and did not. */
  readonly runDelay: Nanoseconds;
  /** Times it was put on a CPU; 0 for a task that ran means that the kernel does not account. */
  readonly timeSlices: Count;
}

export function parseSchedStat(text: string): Result<SchedStat> {
  const [onCpu = null, runDelay = null, timeSlices = null] = text.endsWith('\n')
    ? text.slice(0, -1).split(' ').map(decimal)
    : [];
  if (onCpu === null || runDelay === null || timeSlices === null) {
    return err(malformed('/proc/PID/schedstat', 'it is not three numbers'));
  }
  return ok({ onCpu: onCpu as Nanoseconds, runDelay: runDelay as Nanoseconds, timeSlices: timeSlices as Count });
}

/** `folder` is that of a process or of a thread: `/proc/7` or `/proc/7/task/8`. */
export const readSchedStat = (folder: string): Result<SchedStat> =>
  readTaskRecord(`${folder}/schedstat`, parseSchedStat);
