import type { HostSnapshot, Pressure, PressureLine } from '@ai-perf/core-model';
import { as, nanosecondsToSeconds } from '@ai-perf/core-units';
import type { Ratio, Seconds } from '@ai-perf/core-units';

/** Part of the window in which some task, or all that were not idle, waited for the resource. */
export interface PressureShares {
  readonly some: Ratio;
  /** Null where the kernel has no such line (cpu before 5.13). */
  readonly full: Ratio | null;
}

export interface PressureTable {
  readonly cpu: PressureShares;
  readonly memory: PressureShares;
  readonly io: PressureShares;
}

/** From the totals: avg10 still remembers what was before the window. see: Documentation/accounting/psi.rst */
export function pressureTable(before: HostSnapshot, after: HostSnapshot, window: Seconds): PressureTable | null {
  const [first, second] = [before.pressure, after.pressure];
  if (first === null || second === null) return null;
  const shares = (resource: keyof PressureTable): PressureShares =>
    pressureShares(first[resource], second[resource], window);
  return { cpu: shares('cpu'), memory: shares('memory'), io: shares('io') };
}

function pressureShares(before: Pressure, after: Pressure, window: Seconds): PressureShares {
  return {
    some: stalled(before.some, after.some, window),
    full: before.full === null || after.full === null ? null : stalled(before.full, after.full, window),
  };
}

// The kernel folds its per-CPU times every 2 s and on each read, so a share may come out a hair over 1.
function stalled(before: PressureLine, after: PressureLine, window: Seconds): Ratio {
  const spent = nanosecondsToSeconds(as(Math.max(0, after.total - before.total)));
  return as<Ratio>(window > 0 ? Math.min(1, spent / window) : 0);
}
