import { interquartileRange } from '@ai-perf/analysis-stats';

// Interquartile range of the difference of two independent standard normal numbers.
const perDifference = 1.349 * Math.SQRT2;

// Mean size of such a difference.
const perSize = 2 / Math.sqrt(Math.PI);
// A difference counts for at most so many deviations, or one great step would be noise.
const most = 10;

/**
 * Standard deviation of the noise of a series, from the differences of neighbours, which hardly notice steps and
 * trends: by their interquartile range, or their mean size where tails are heavy or most neighbours are equal.
 * see: von Neumann 1941; Rice 1984
 */
export function noiseScale(values: Float64Array): number {
  const sizes = differencesOf(values);
  if (sizes.length === 0) return 0;
  const robust = interquartileRange(sizes) / perDifference;
  const cap = robust > 0 ? most * robust : Infinity;
  const size = sizes.reduce((sum, value) => sum + Math.min(cap, Math.abs(value)), 0) / sizes.length;
  return Math.max(robust, size / perSize);
}

const differencesOf = (values: Float64Array): Float64Array =>
  values.slice(1).map((value, at) => value - (values[at] as number));

/**
 * By how much the variance of a sum of residuals exceeds that of independent points of variance 1: their own variance,
 * times what an autoregression of order one adds. see: Bayley and Hammersley 1946, effective sample size
 */
export function longRunVariance(residuals: Float64Array): number {
  let [products, squares] = [0, 0];
  for (let at = 0; at < residuals.length; at++) {
    squares += (residuals[at] as number) ** 2;
    if (at > 0) products += (residuals[at] as number) * (residuals[at - 1] as number);
  }
  const correlation = squares > 0 ? Math.max(0, Math.min(0.95, products / squares)) : 0;
  return ((squares / Math.max(1, residuals.length)) * (1 + correlation)) / (1 - correlation);
}
