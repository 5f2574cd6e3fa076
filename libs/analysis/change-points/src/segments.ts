import { longRunVariance } from './noise.ts';
import { pelt } from './pelt.ts';
import type { Columns } from './pelt.ts';
import { standardised, thinned } from './prepare.ts';

// Fewest points in a segment: below that, an outlier and a short step cannot be told apart.
const leastSegment = 5;
// Beyond so many points the series is searched in blocks and each place is then refined: PELT is quadratic where
// nothing changes.
const mostPoints = 4000;
// A segment has a place and a level for each column to fit, at log n each; twice that, since noise has heavier tails
// than the criterion assumes. see: Yao 1988 for the criterion; Fryzlewicz 2014 for strengthening it
const strengthening = 2;
const rounds = 5;

/**
 * Rows at which the level of the metrics changed, the first row of each new segment. What a change must save is scaled
 * by the noise of the series itself, its autocorrelation included, so that there is nothing to tune.
 * Cannot see: changes of spread alone, segments below five points; a steady slope is cut into steps.
 */
export function changePoints(columns: Columns): readonly number[] {
  const n = columns[0]?.length ?? 0;
  if (n < 2 * leastSegment) return [];
  const scaled = columns.map(standardised);
  const block = Math.ceil(n / mostPoints);
  if (block === 1) return segmented(scaled).cuts;
  const blocks = scaled.map((column) => thinned(column, block).map((value) => value * Math.sqrt(block)));
  const { cuts, penalty } = segmented(blocks);
  const rough = cuts.map((cut) => cut * block);
  return refined(scaled, worthwhile(scaled, refined(scaled, rough, block), penalty), block);
}

interface Segmented {
  readonly cuts: readonly number[];
  readonly penalty: number;
}

// Residuals of a first cut tell how correlated the noise is, and so how much a cut must save; correlated noise looks
// like many small steps at first. The price only rises, so that this ends.
function segmented(columns: Columns): Segmented {
  const n = columns[0]?.length ?? 0;
  const price = strengthening * (1 + columns.length) * Math.log(n);
  let factor = 1;
  let cuts = pelt(columns, { penalty: price, least: leastSegment });
  for (let round = 0; round < rounds && cuts.length > 0; round++) {
    const cut = cuts;
    const variances = columns.map((column) => longRunVariance(residuals(column, cut)));
    const wanted = variances.reduce((sum, value) => sum + value, 0) / variances.length;
    if (wanted <= factor * 1.05) break;
    factor = wanted;
    cuts = pelt(columns, { penalty: price * factor, least: leastSegment });
  }
  return { cuts, penalty: price * factor };
}

function residuals(column: Float64Array, cuts: readonly number[]): Float64Array {
  const found = new Float64Array(column.length);
  const edges = [0, ...cuts, column.length];
  for (let segment = 1; segment < edges.length; segment++) {
    const [from, to] = [edges[segment - 1] as number, edges[segment] as number];
    const level = column.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
    for (let at = from; at < to; at++) found[at] = (column[at] as number) - level;
  }
  return found;
}

// The best place within a block on either side, given the levels of the segments there.
function refined(columns: Columns, cuts: readonly number[], size: number): number[] {
  const edges = [0, ...cuts, columns[0]?.length ?? 0];
  return cuts.map((_, index) => {
    const [left, middle, right] = edges.slice(index, index + 3) as [number, number, number];
    return bestSplit(columns, [left, right], [Math.max(left + 1, middle - size), Math.min(right - 1, middle + size)]);
  });
}

// A block that holds a change has a level of its own, which makes a second cut beside the first: the cut that saves
// least goes, until all that are left are worth their price.
function worthwhile(columns: Columns, cuts: readonly number[], penalty: number): readonly number[] {
  const edges = [0, ...cuts, columns[0]?.length ?? 0];
  const gains = cuts.map((cut, index) =>
    columns.reduce(
      (sum, column) => sum + splitGain(column, [edges[index] as number, edges[index + 2] as number], cut),
      0,
    ),
  );
  const least = gains.reduce((low, gain, at) => (gain < (gains[low] as number) ? at : low), 0);
  if (cuts.length === 0 || (gains[least] as number) >= penalty) return cuts;
  return worthwhile(columns, cuts.filter((_, at) => at !== least), penalty);
}

function bestSplit(columns: Columns, [left, right]: Span, [from, to]: Span): number {
  let [best, gain] = [from, -Infinity];
  for (let at = from; at <= to; at++) {
    const found = columns.reduce((sum, column) => sum + splitGain(column, [left, right], at), 0);
    if (found > gain) [best, gain] = [at, found];
  }
  return best;
}

type Span = readonly [from: number, to: number];

// What two levels instead of one save in squared distance.
function splitGain(column: Float64Array, [left, right]: Span, at: number): number {
  const total = (part: Float64Array): number => part.reduce((sum, value) => sum + value, 0);
  const [before, after] = [total(column.subarray(left, at)), total(column.subarray(at, right))];
  return before ** 2 / (at - left) + after ** 2 / (right - at) - (before + after) ** 2 / (right - left);
}
