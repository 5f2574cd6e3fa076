import type { Stateful } from '@ai-perf/analysis-stats';

/** One way of being unusual. */
export interface Channel extends Stateful {
  readonly name: ChannelName;
  /** How far `value` is from what was expected, 0 or more; NaN while that is not known. Changes nothing. */
  surprise(value: number): number;
  learn(value: number): void;
}

export type ChannelName = 'jump' | 'level' | 'shift' | 'spread' | 'flat' | 'season';

// A change below a thousandth of the level is not worth a person's time, however still the series was. Without such a
// floor a near-constant metric outweighs all others.
const relativeFloor = 1e-3;

/** A scale that never falls to 0: relative to the level, and above what rounding makes. */
export const flooredScale = (scale: number, level: number): number =>
  Math.max(scale, relativeFloor * Math.abs(level), 1e-12);
