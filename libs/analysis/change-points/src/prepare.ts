import { median } from '@ai-perf/analysis-stats';
import { noiseScale } from './noise.ts';

const halfWindow = 3;
// A single point further from its neighbours than so many deviations of the noise is an outlier, not a step.
const outlier = 2.5;

/** Missing values take the value before them, or the first one that is there. */
function filled(values: Float64Array): Float64Array {
  let last = values.find((value) => Number.isFinite(value)) ?? 0;
  return values.map((value) => (last = Number.isFinite(value) ? value : last));
}

/**
 * A series in units of its own noise, its outliers drawn in. A constant comes back as zeros.
 */
export function standardised(raw: Float64Array): Float64Array {
  const values = filled(raw);
  const middle = median(values);
  const scale = noiseScale(values) || 1;
  const scaled = values.map((value) => (value - middle) / scale);
  return scaled.map((value, at) => {
    const near = median(scaled.subarray(Math.max(0, at - halfWindow), at + halfWindow + 1));
    return Math.max(near - outlier, Math.min(near + outlier, value));
  });
}

/** Means of blocks of `size` points; the last block may be shorter. */
export const thinned = (values: Float64Array, size: number): Float64Array =>
  Float64Array.from({ length: Math.ceil(values.length / size) }, (_, block) => {
    const part = values.subarray(block * size, (block + 1) * size);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
