import { quantileOfSorted, sortedCopy } from '@ai-perf/analysis-stats';

/** How far one metric moved. */
export interface ShiftScore {
  /** Distance in floored deviations of the normal time, 0 or more. */
  readonly score: number;
  readonly direction: 'up' | 'down' | 'none';
  readonly medianNormal: number;
  readonly medianAnomalous: number;
  /** Index of the first row of the anomalous time that left the normal range and stayed out, or null. */
  readonly onset: number | null;
}

// Without a floor relative to the level, a metric that hardly ever moved outweighs all others by dividing by nothing.
const relativeFloor = 0.05;
const perIqr = 1 / 1.349;
// Rows in a row outside the normal range that count as having left it.
const stay = 2;
const outside = 3;

const none: ShiftScore = { score: 0, direction: 'none', medianNormal: NaN, medianAnomalous: NaN, onset: null };

/**
 * Compares the time of an incident with the normal time of a metric by medians and interquartile range: one outlier on
 * either side changes nothing. The outer tenths are compared too, at half the weight, for a metric that only flickers.
 */
export function shiftScore(normal: Float64Array, anomalous: Float64Array): ShiftScore {
  const before = sortedCopy(normal.filter(Number.isFinite));
  const after = sortedCopy(anomalous.filter(Number.isFinite));
  if (before.length === 0 || after.length === 0) return none;
  const scale = scaleOf(before, after);
  if (scale === 0) return none;
  const moved = (share: number): number => (quantileOfSorted(after, share) - quantileOfSorted(before, share)) / scale;
  const parts = [moved(0.5), moved(0.9) / 2, moved(0.1) / 2];
  const most = parts.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  const centre = quantileOfSorted(before, 0.5);
  return {
    score: Math.abs(most),
    direction: most > 0 ? 'up' : most < 0 ? 'down' : 'none',
    medianNormal: centre,
    medianAnomalous: quantileOfSorted(after, 0.5),
    onset: onsetOf(anomalous, centre, scale),
  };
}

// A metric that was flat at 0 has neither spread nor level: what it reaches is then the only measure there is.
function scaleOf(before: Float64Array, after: Float64Array): number {
  const spread = (quantileOfSorted(before, 0.75) - quantileOfSorted(before, 0.25)) * perIqr;
  const wide = (quantileOfSorted(before, 0.95) - quantileOfSorted(before, 0.05)) / 4;
  const level = Math.abs(quantileOfSorted(before, 0.5));
  const scale = Math.max(spread, wide, relativeFloor * level);
  const reached = Math.max(Math.abs(after[0] as number), Math.abs(after[after.length - 1] as number));
  return scale > 0 ? scale : reached * relativeFloor;
}

function onsetOf(values: Float64Array, centre: number, scale: number): number | null {
  let run = 0;
  for (let at = 0; at < values.length; at++) {
    run = Math.abs((values[at] as number) - centre) > outside * scale ? run + 1 : 0;
    if (run === stay) return at - stay + 1;
  }
  return null;
}
