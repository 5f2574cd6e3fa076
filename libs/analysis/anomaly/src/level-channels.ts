import { History, RunningScale, Season, SortedWindow } from '@ai-perf/analysis-baseline';
import type { StateReader, StateWriter } from '@ai-perf/analysis-stats';
import { flooredScale } from './channel.ts';
import type { Channel } from './channel.ts';

// Standard deviations of a normal distribution in its interquartile range and in its mean absolute deviation.
const perIqr = 1 / 1.349;
const perMeanDeviation = 1.2533;

/**
 * Distance from the median of the last five values: a spike on a series that wanders. Cannot see a slow change.
 * see: Hampel 1974 (identifier); Liu et al. 2004 for its use on-line
 */
export class Jump implements Channel {
  readonly name = 'jump';
  private readonly recent = new SortedWindow(5);
  private readonly scale = new RunningScale(256);

  surprise(value: number): number {
    if (this.recent.size < 5) return NaN;
    const expected = this.recent.quantile(0.5);
    return Math.abs(value - expected) / flooredScale(this.scale.value * perMeanDeviation, expected);
  }

  learn(value: number): void {
    if (this.recent.size > 0) this.scale.push(value - this.recent.quantile(0.5));
    this.recent.push(value);
  }

  save(to: StateWriter): void {
    this.recent.save(to);
    this.scale.save(to);
  }

  restore(from: StateReader): void {
    this.recent.restore(from);
    this.scale.restore(from);
  }
}

/**
 * Distance from the rolling median in units of the rolling interquartile range. A third of the mean deviation is a
 * second floor: counters that are mostly 0 have no interquartile range.
 * Cannot see: a value that is usual elsewhere in a daily cycle. see: Rousseeuw and Croux 1993
 */
export class Level implements Channel {
  readonly name = 'level';
  private readonly window = new SortedWindow(128);
  private readonly deviation = new RunningScale(256);

  surprise(value: number): number {
    if (this.window.size < 16) return NaN;
    const expected = this.window.quantile(0.5);
    const spread = (this.window.quantile(0.75) - this.window.quantile(0.25)) * perIqr;
    return Math.abs(value - expected) / flooredScale(Math.max(spread, this.deviation.value / 3), expected);
  }

  learn(value: number): void {
    if (this.window.size > 0) this.deviation.push(value - this.window.quantile(0.5));
    this.window.push(value);
  }

  save(to: StateWriter): void {
    this.window.save(to);
    this.deviation.save(to);
  }

  restore(from: StateReader): void {
    this.window.restore(from);
    this.deviation.restore(from);
  }
}

const recentPoints = 9;
// The median of nine normal values varies by so much of their deviation.
const perMedianOfNine = 0.41;

/**
 * Median of the last nine values against the 256 before them: a small step that stays. Cannot see single points.
 * see: Page 1954 for the idea of summing evidence; medians so that one spike is no step
 */
export class Shift implements Channel {
  readonly name = 'shift';
  private readonly recent = new SortedWindow(recentPoints);
  private readonly before = new SortedWindow(256);
  private readonly delay = new History(recentPoints);

  surprise(_value: number): number {
    if (this.before.size < 32) return NaN;
    const expected = this.before.quantile(0.5);
    const spread = (this.before.quantile(0.75) - this.before.quantile(0.25)) * perIqr;
    return Math.abs(this.recent.quantile(0.5) - expected) / flooredScale(perMedianOfNine * spread, expected);
  }

  learn(value: number): void {
    const left = this.delay.ago(recentPoints);
    if (!Number.isNaN(left)) this.before.push(left);
    this.delay.push(value);
    this.recent.push(value);
  }

  save(to: StateWriter): void {
    this.recent.save(to);
    this.before.save(to);
    this.delay.save(to);
  }

  restore(from: StateReader): void {
    this.recent.restore(from);
    this.before.restore(from);
    this.delay.restore(from);
  }
}

/**
 * Distance from the median of the last three cycles, once a period was found; and the median of the last nine such
 * distances, for a stretch that is off. Cannot see: periods above 341 points, calendars (holidays), and anything while
 * cycles change their length.
 */
export class Seasonal implements Channel {
  readonly name = 'season';
  private readonly season = new Season();
  private readonly scale = new RunningScale(512);
  private readonly recent = new SortedWindow(recentPoints);

  surprise(value: number): number {
    const expected = this.season.predict();
    if (Number.isNaN(expected) || this.recent.size < recentPoints) return NaN;
    const scale = flooredScale(this.scale.value * perMeanDeviation, expected);
    return Math.max(Math.abs(value - expected), Math.abs(this.recent.quantile(0.5)) / perMedianOfNine) / scale;
  }

  learn(value: number): void {
    const expected = this.season.predict();
    if (!Number.isNaN(expected)) {
      this.scale.push(value - expected);
      this.recent.push(value - expected);
    }
    this.season.push(value);
  }

  save(to: StateWriter): void {
    this.season.save(to);
    this.scale.save(to);
    this.recent.save(to);
  }

  restore(from: StateReader): void {
    this.season.restore(from);
    this.scale.restore(from);
    this.recent.restore(from);
  }
}
