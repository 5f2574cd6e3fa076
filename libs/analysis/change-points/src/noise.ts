import { interquartileRange } from '@ai-perf/analysis-stats';

// Interquartile range of the difference of two independent standard normal numbers.
const perDifference = 1.349 * Math.SQRT2;

/**
 * Standard deviation of the noise of a series, from the differences of neighbours, which hardly notice steps and
 * trends. Falls back to their mean size where most neighbours are equal. see: von Neumann 1941; Rice 1984
 */
export function noiseScale(values: Float64Array): number {
  const differences = Float64Array.from({ length: Math.max(0, values.length - 1) }, (_, at) =>
    (values[at + 1] as number) - (values[at] as number));
  if (differences.length === 0) return 0;
  const robust = interquartileRange(differences) / perDifference;
  if (robust > 0) return robust;
  return differences.reduce((sum, value) => sum + Math.abs(value), 0) / differences.length;
}

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
