import type { CpuTimes } from '@ai-perf/core-model';
import { ratio } from '@ai-perf/core-units';
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

/** Ticks of a window turned into parts of it. see: proc_stat(5): iowait and idle may go down; then 0 passed. */
export function cpuShares(before: CpuTimes, after: CpuTimes): CpuShares {
  const spent = (field: keyof CpuTimes): number => Math.max(0, after[field] - before[field]);
  const interrupts = spent('irq') + spent('softirq');
  const waiting = spent('idle') + spent('iowait');
  const running = spent('user') + spent('nice') + spent('system') + interrupts + spent('steal');
  const whole = running + waiting;
  return {
    user: ratio(spent('user'), whole),
    nice: ratio(spent('nice'), whole),
    system: ratio(spent('system'), whole),
    interrupts: ratio(interrupts, whole),
    idle: ratio(spent('idle'), whole),
    iowait: ratio(spent('iowait'), whole),
    steal: ratio(spent('steal'), whole),
    busy: ratio(running, whole),
  };
}
