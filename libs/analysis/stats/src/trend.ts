import { normalTwoSided } from './normal.ts';
import { median, ranks } from './order.ts';

export interface Trend {
  /** Rising pairs less falling pairs. */
  readonly s: number;
  /** Two-sided, by the normal approximation with correction for ties and continuity. */
  readonly p: number;
  /** Median of the slopes of all pairs, in value per unit of time. */
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Monotone trend and its slope; robust against up to 29 % of outliers. Quadratic: thin a long series out first.
 * Assumes independent residuals: an autocorrelated series looks more certain than it is.
 * see: Mann 1945, Kendall 1975; Theil 1950, Sen 1968
 */
export function theilSen(times: ArrayLike<number>, values: ArrayLike<number>): Trend {
  const slopes: number[] = [];
  let s = 0;
  for (let right = 1; right < values.length; right++) {
    for (let left = 0; left < right; left++) {
      const rise = (values[right] as number) - (values[left] as number);
      const run = (times[right] as number) - (times[left] as number);
      s += Math.sign(rise);
      if (run > 0) slopes.push(rise / run);
    }
  }
  const slope = slopes.length === 0 ? 0 : median(slopes);
  return { s, p: probability(s, values), slope, intercept: median(values) - slope * median(times) };
}

function probability(s: number, values: ArrayLike<number>): number {
  const n = values.length;
  const tied = tiedVariance(values);
  const variance = (n * (n - 1) * (2 * n + 5) - tied) / 18;
  return variance > 0 ? normalTwoSided(Math.max(0, Math.abs(s) - 1) / Math.sqrt(variance)) : 1;
}

// Sum of t(t-1)(2t+5) over groups of t equal values.
function tiedVariance(values: ArrayLike<number>): number {
  const sizes = new Map<number, number>();
  for (const rank of ranks(values).ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  let sum = 0;
  for (const t of sizes.values()) sum += t * (t - 1) * (2 * t + 5);
  return sum;
}

/** Time left until the trend line reaches `limit`, or null when it does not rise towards it. */
export function timeToReach(limit: number, trend: Trend, now: number): number | null {
  const gap = limit - (trend.intercept + trend.slope * now);
  if (gap <= 0) return 0;
  return trend.slope > 0 ? gap / trend.slope : null;
}
