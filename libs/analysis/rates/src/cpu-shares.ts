import type { Ratio } from '@ai-perf/core-units';

/** Parts of the CPU time of the window that add up to 1 (all 0 when no tick passed). */
export interface CpuShares {
  /** Without `nice`. Guest time is in it. */
  readonly user: Ratio;
  readonly nice: Ratio;
  /** Without interrupts. */
  readonly system: Ratio;
  readonly interrupts: Ratio;
  readonly idle: Ratio;
  readonly iowait: Ratio;
  readonly steal: Ratio;
  /** All but idle and iowait. */
  readonly busy: Ratio;
}
