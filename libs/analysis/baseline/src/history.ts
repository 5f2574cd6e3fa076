import type { Stateful, StateReader, StateWriter } from '@ai-perf/analysis-stats';

/** The last `capacity` values in order of arrival. */
export class History implements Stateful {
  private readonly ring: Float64Array;
  private count = 0;

  constructor(capacity: number) {
    this.ring = new Float64Array(capacity);
  }

  /** How many values were ever pushed. */
  get pushed(): number {
    return this.count;
  }

  get size(): number {
    return Math.min(this.count, this.ring.length);
  }

  push(value: number): void {
    this.ring[this.count % this.ring.length] = value;
    this.count++;
  }

  /** The value `back` pushes ago, 1 is the newest; NaN where none is held. */
  ago(back: number): number {
    if (back < 1 || back > this.size) return NaN;
    return this.ring[(this.count - back) % this.ring.length] as number;
  }

  /** Oldest first. */
  values(): Float64Array {
    return Float64Array.from({ length: this.size }, (_, index) => this.ago(this.size - index));
  }

  save(to: StateWriter): void {
    to.number(this.count);
    to.array(this.ring);
  }

  restore(from: StateReader): void {
    this.count = from.number();
    from.array(this.ring);
  }
}
