import { autocorrelation, quantileOfSorted, sortedCopy } from '@ai-perf/analysis-stats';
import type { Stateful, StateReader, StateWriter } from '@ai-perf/analysis-stats';
import { History } from './history.ts';

const held = 1024;
const searchEvery = 256;
const leastPeriod = 4;
// Three whole cycles must lie in the history before a period is believed.
const leastCycles = 3;
// White noise of 1,024 points stays below 0.1; a cycle that is worth predicting explains half of the variance.
const leastCorrelation = 0.5;
// A flat top of the correlation is taken at its middle, and a period that is as good as the new one is kept.
const asGood = 0.97;

/**
 * The shortest period whose autocorrelation is a peak within a tenth of the highest one, or 0. A peak counts only after
 * the correlation has fallen below zero: slow drift correlates at every short lag.
 * `before` is the period believed so far.
 * see: Box and Jenkins 1970; Vlachos et al. 2005 (AUTOPERIOD) for taking peaks of the autocorrelation
 */
export function findPeriod(values: Float64Array, before = 0): number {
  // Without the weight the sum over fewer pairs would draw each peak towards shorter lags.
  const raw = autocorrelation(withoutOutliers(values));
  const correlation = raw.map((value, lag) => (value * raw.length) / (raw.length - lag));
  const last = Math.floor(values.length / leastCycles);
  let start = leastPeriod;
  while (start <= last && (correlation[start - 1] as number) > 0) start++;
  const highest = correlation.subarray(start, last + 1).reduce((most, value) => Math.max(most, value), 0);
  if (highest < leastCorrelation) return 0;
  if ((correlation[before] as number) >= asGood * highest && before >= start) return before;
  const shortest = correlation.findIndex((value, lag) => lag >= start && value >= 0.9 * highest);
  return peakNear(correlation, shortest, last);
}

// The middle of the top that rises within a fifth of the lag at which the first good ones begin.
function peakNear(correlation: Float64Array, from: number, last: number): number {
  let peak = from;
  for (let lag = from; lag <= Math.min(last, Math.ceil(from * 1.2)); lag++) {
    if ((correlation[lag] as number) > (correlation[peak] as number)) peak = lag;
  }
  // Still rising at the end of what can be judged: the cycle is longer.
  if (peak >= last) return 0;
  const top = asGood * (correlation[peak] as number);
  let [left, right] = [peak, peak];
  while (left > leastPeriod && (correlation[left - 1] as number) >= top) left--;
  while (right < last && (correlation[right + 1] as number) >= top) right++;
  return Math.round((left + right) / 2);
}

// Two great outliers would correlate at the distance between them.
function withoutOutliers(values: Float64Array): Float64Array {
  const sorted = sortedCopy(values);
  const [low, high] = [quantileOfSorted(sorted, 0.02), quantileOfSorted(sorted, 0.98)];
  return values.map((value) => Math.max(low, Math.min(high, value)));
}

/** Finds a period of up to 341 points by itself and predicts the next value from the last three cycles. */
export class Season implements Stateful {
  private readonly history = new History(held);
  private found = 0;

  /** In points; 0 while none is known. */
  get period(): number {
    return this.found;
  }

  /** Median of the values one, two and three periods ago, or NaN while no period is known. */
  predict(): number {
    if (this.found === 0) return NaN;
    const [a, b, c] = [1, 2, 3].map((cycle) => this.history.ago(cycle * this.found)) as [number, number, number];
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  push(value: number): void {
    this.history.push(value);
    if (this.history.pushed % searchEvery === 0) this.found = findPeriod(this.history.values(), this.found);
  }

  save(to: StateWriter): void {
    to.number(this.found);
    this.history.save(to);
  }

  restore(from: StateReader): void {
    this.found = from.number();
    this.history.restore(from);
  }
}
