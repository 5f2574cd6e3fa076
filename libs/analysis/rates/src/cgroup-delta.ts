import type { CgroupCpu, CgroupMemory } from '@ai-perf/core-model';
import { as, ratio } from '@ai-perf/core-units';
import type {
  Bytes, BytesPerSecond, Count, Nanoseconds, PerSecond, Ratio, Seconds, SecondsPerSecond,
} from '@ai-perf/core-units';
import { asCount, bytesPerSecond, increaseSinceReset, perSecond, secondsPerSecond, whereBoth } from './counter.ts';

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

/** Groups of the second snapshot. A path that came back with lower counters is a new group of the same name. */
export function cgroupCpuDeltas(
  before: readonly CgroupCpu[],
  after: readonly CgroupCpu[],
  window: Seconds,
): CgroupCpuDelta[] {
  const first = new Map(before.map((group) => [keyOf(group), group]));
  return after.map((group) => cgroupCpuDelta(first.get(keyOf(group)) ?? null, group, window));
}

function cgroupCpuDelta(before: CgroupCpu | null, after: CgroupCpu, window: Seconds): CgroupCpuDelta {
  const grown = (field: 'periods' | 'throttledPeriods' | 'throttledTime'): number =>
    increaseSinceReset(before?.[field] ?? 0, after[field]);
  // A group first listed now may be old and have got its quota just now: what it used in the window is not known.
  const used = before === null ? null : whereBoth(before.used, after.used, increaseSinceReset);
  return {
    path: after.path,
    version: after.version,
    quota: after.quota,
    period: after.period,
    periods: asCount(grown('periods')),
    throttledPeriods: asCount(grown('throttledPeriods')),
    throttledShare: ratio(grown('throttledPeriods'), grown('periods')),
    throttledTime: secondsPerSecond(grown('throttledTime'), window),
    allowed: as<SecondsPerSecond>(ratio(after.quota, after.period)),
    used: used === null ? null : secondsPerSecond(used, window),
  };
}

export function cgroupMemoryDeltas(
  before: readonly CgroupMemory[],
  after: readonly CgroupMemory[],
  window: Seconds,
): CgroupMemoryDelta[] {
  const first = new Map(before.map((group) => [keyOf(group), group]));
  return after.map((group) => {
    const old = first.get(keyOf(group));
    return {
      path: group.path,
      version: group.version,
      limit: group.limit,
      used: group.used,
      growth: bytesPerSecond(group.used - (old?.used ?? group.used), window),
      failures: perSecond(increaseSinceReset(old?.failures ?? 0, group.failures), window),
      oomKills: asCount(increaseSinceReset(old?.oomKills ?? 0, group.oomKills)),
    };
  });
}

const keyOf = (group: { readonly version: 1 | 2; readonly path: string }): string => `${group.version}:${group.path}`;
