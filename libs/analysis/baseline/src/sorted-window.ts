import { quantileOfSorted } from '@ai-perf/analysis-stats';
import type { Stateful, StateReader, StateWriter } from '@ai-perf/analysis-stats';

/** The last `capacity` values, in order of size at every moment: exact rolling quantiles. A push costs one memmove. */
export class SortedWindow implements Stateful {
  private readonly ring: Float64Array;
  private readonly sorted: Float64Array;
  private next = 0;
  private held = 0;

  constructor(capacity: number) {
    this.ring = new Float64Array(capacity);
    this.sorted = new Float64Array(capacity);
  }

  get size(): number {
    return this.held;
  }

  push(value: number): void {
    if (this.held === this.ring.length) this.remove(this.ring[this.next] as number);
    this.ring[this.next] = value;
    this.next = (this.next + 1) % this.ring.length;
    const place = this.placeOf(value);
    this.sorted.copyWithin(place + 1, place, this.held);
    this.sorted[place] = value;
    this.held++;
  }

  /** NaN while empty. */
  quantile(share: number): number {
    return quantileOfSorted(this.sorted, share, this.held);
  }

  save(to: StateWriter): void {
    to.number(this.next);
    to.number(this.held);
    to.array(this.ring);
    to.array(this.sorted);
  }

  restore(from: StateReader): void {
    this.next = from.number();
    this.held = from.number();
    from.array(this.ring);
    from.array(this.sorted);
  }

  private remove(value: number): void {
    const place = this.placeOf(value);
    this.sorted.copyWithin(place, place + 1, this.held);
    this.held--;
  }

  // First place whose value is not below `value`.
  private placeOf(value: number): number {
    let [low, high] = [0, this.held];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
