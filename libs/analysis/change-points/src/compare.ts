import { mannWhitney, median } from '@ai-perf/analysis-stats';
import type { RankComparison } from '@ai-perf/analysis-stats';

export interface RunComparison extends RankComparison {
  readonly medianBefore: number;
  readonly medianAfter: number;
  readonly verdict: 'higher' | 'lower' | 'no difference' | 'too few values';
}

export interface RunLimits {
  /** Greatest probability of a difference where there is none. */
  readonly alpha: number;
  /** Least effect (Cliff's delta) that is worth a word. */
  readonly effect: number;
}

// 0.33 is where Romano et al. 2006 begin to call an effect medium.
const defaultLimits: RunLimits = { alpha: 0.01, effect: 0.33 };
// Below that the normal approximation of the test does not hold.
const leastValues = 8;

/**
 * Whether the runs of a benchmark, or the points before and after a release, differ: significant and large enough to
 * matter, both. Assumes independent values: compare means of runs, not the points of one run.
 */
export function compareRuns(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  { alpha, effect }: RunLimits = defaultLimits,
): RunComparison {
  const [medianBefore, medianAfter] = [median(before), median(after)];
  if (Math.min(before.length, after.length) < leastValues) {
    return { u: NaN, p: 1, effect: 0, medianBefore, medianAfter, verdict: 'too few values' };
  }
  const found = mannWhitney(before, after);
  const differs = found.p <= alpha && Math.abs(found.effect) >= effect;
  const verdict = differs ? (found.effect > 0 ? 'higher' : 'lower') : 'no difference';
  return { ...found, medianBefore, medianAfter, verdict };
}
