import type { Bytes, BytesPerSecond, Count, Nanoseconds, PerSecond, Ratio, SecondsPerSecond } from '@ai-perf/core-units';

/** A cgroup with a CPU quota. see: Documentation/scheduler/sched-bwc.rst */
export interface CgroupCpuDelta {
  readonly path: string;
  readonly version: 1 | 2;
  readonly quota: Nanoseconds;
  readonly period: Nanoseconds;
  /** Enforcement periods of the window; only periods in which the group had something to run count. */
  readonly periods: Count;
  readonly throttledPeriods: Count;
  /** Part of the periods that ended throttled. */
  readonly throttledShare: Ratio;
  /** Time a run queue of the group stood throttled, summed over CPUs. */
  readonly throttledTime: SecondsPerSecond;
  /** CPU it may use: quota / period, 0.2 is a fifth of one CPU. */
  readonly allowed: SecondsPerSecond;
  /** CPU it used; null where it cannot be read. */
  readonly used: SecondsPerSecond | null;
}

export interface CgroupMemoryDelta {
  readonly path: string;
  readonly version: 1 | 2;
  readonly limit: Bytes | null;
  readonly used: Bytes;
  readonly growth: BytesPerSecond;
  /** Times the limit was hit (v1 failcnt, v2 memory.events max). */
  readonly failures: PerSecond;
  readonly oomKills: Count;
}
