import type { Stateful, StateReader, StateWriter } from '@ai-perf/analysis-stats';

// A residual that is 0 nearly always would, capped at four times its mean, fade to no scale at all: a wider cap carries
// those that stir at least once in 64 points.
const caps = { narrow: 4, wide: 64 } as const;

/**
 * Mean absolute size of a residual with exponential forgetting, where one value counts for at most four times the mean
 * so far: an outlier cannot blow the scale up. see: winsorising, Dixon 1960; EWMA, Roberts 1959
 */
export class RunningScale implements Stateful {
  private seen = 0;
  private narrow = 0;
  private wide = 0;

  private readonly memory: number;

  constructor(memory: number) {
    this.memory = memory;
  }

  get value(): number {
    return Math.max(this.narrow, this.wide / caps.narrow);
  }

  push(residual: number): void {
    this.seen++;
    const found = Math.abs(residual);
    // Plain mean until the memory is full, so that the first value does not weigh for ever.
    const weight = 1 / Math.min(this.seen, this.memory);
    this.narrow += (this.capped(found, caps.narrow * this.narrow) - this.narrow) * weight;
    this.wide += (this.capped(found, caps.wide * this.wide) - this.wide) * weight;
  }

  save(to: StateWriter): void {
    to.number(this.seen);
    to.number(this.narrow);
    to.number(this.wide);
  }

  restore(from: StateReader): void {
    this.seen = from.number();
    this.narrow = from.number();
    this.wide = from.number();
  }

  private capped(found: number, cap: number): number {
    return this.seen > 8 && cap > 0 ? Math.min(found, cap) : found;
  }
}
