import { RunningScale } from '@ai-perf/analysis-baseline';
import type { StateReader, StateWriter } from '@ai-perf/analysis-stats';
import { flooredScale } from './channel.ts';
import type { Channel } from './channel.ts';

/**
 * Mean step of the last two dozen points against that of the last 512: noise that became louder. Cannot see a level.
 * see: Roberts 1959 (EWMA charts), here of the absolute differences
 */
export class Spread implements Channel {
  readonly name = 'spread';
  private readonly fast = new RunningScale(24);
  private readonly slow = new RunningScale(512);
  private last = NaN;
  private seen = 0;

  surprise(value: number): number {
    if (this.seen < 64) return NaN;
    // The mean of two dozen steps varies by about a sixth.
    return Math.max(0, this.fast.value / flooredScale(this.slow.value, value) - 1) * 6;
  }

  learn(value: number): void {
    if (this.seen++ > 0) {
      this.fast.push(value - this.last);
      this.slow.push(value - this.last);
    }
    this.last = value;
  }

  save(to: StateWriter): void {
    this.fast.save(to);
    this.slow.save(to);
    to.number(this.last);
    to.number(this.seen);
  }

  restore(from: StateReader): void {
    this.fast.restore(from);
    this.slow.restore(from);
    this.last = from.number();
    this.seen = from.number();
  }
}

const memory = 256;
// Even a series that always moved may repeat a value now and then.
const mostMovement = 0.9;

/**
 * A value that repeats although the series used to move: a dead exporter, a hung writer. The score is minus the
 * logarithm of the chance of so long a run, were the points independent; what runs are usual is learnt like any score.
 * Cannot see: a flat line with noise on it.
 */
export class Flat implements Channel {
  readonly name = 'flat';
  private last = NaN;
  private run = 0;
  private movement = 0;
  private seen = 0;

  surprise(value: number): number {
    if (this.seen < 32) return NaN;
    const run = value === this.last ? this.run + 1 : 0;
    return -run * Math.log(1 - Math.min(mostMovement, this.movement));
  }

  learn(value: number): void {
    const moved = value !== this.last;
    this.run = moved ? 0 : this.run + 1;
    this.seen++;
    this.movement += ((moved ? 1 : 0) - this.movement) / Math.min(this.seen, memory);
    this.last = value;
  }

  save(to: StateWriter): void {
    for (const value of [this.last, this.run, this.movement, this.seen]) to.number(value);
  }

  restore(from: StateReader): void {
    this.last = from.number();
    this.run = from.number();
    this.movement = from.number();
    this.seen = from.number();
  }
}
