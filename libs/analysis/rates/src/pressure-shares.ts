import type { Ratio } from '@ai-perf/core-units';

/** Part of the window in which some task, or all that were not idle, waited for the resource. */
export interface PressureShares {
  readonly some: Ratio;
  /** Null where the kernel has no such line (cpu before 5.13). */
  readonly full: Ratio | null;
}
