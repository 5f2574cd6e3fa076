import { seededNormal, seededUniform } from '@ai-perf/analysis-stats';
import { expect, test } from 'vitest';
import { changePoints, compareRuns, noiseScale, pelt } from './index.ts';

const series = (length: number, value: (at: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, at) => value(at));

function noisy(seed: number, length: number, level: (at: number) => number): Float64Array {
  const normal = seededNormal(seed);
  return series(length, (at) => level(at) + normal());
}

// All ways to cut a short series, tried one by one.
function exhaustive(values: Float64Array, penalty: number, least: number): number {
  const n = values.length;
  const best = [-penalty, ...new Array<number>(n).fill(Infinity)];
  for (let to = least; to <= n; to++) {
    for (let from = 0; from + least <= to; from++) {
      const part = values.subarray(from, to);
      const mean = part.reduce((a, b) => a + b, 0) / part.length;
      const cost = part.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      best[to] = Math.min(best[to] as number, (best[from] as number) + cost + penalty);
    }
  }
  return best[n] as number;
}

const costOf = (values: Float64Array, cuts: readonly number[], penalty: number): number =>
  [...cuts, values.length].reduce((sum, to, at) => {
    const part = values.subarray(at === 0 ? 0 : cuts[at - 1], to);
    const mean = part.reduce((a, b) => a + b, 0) / part.length;
    return sum + part.reduce((inner, value) => inner + (value - mean) ** 2, 0);
  }, penalty * cuts.length);

test('the pruned search costs no more than the best of all cuts, on thirty random series', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const uniform = seededUniform(seed);
    const values = noisy(seed, 60, (at) => (at > 20 + 20 * uniform() ? 2 : 0));
    const cuts = pelt([values], { penalty: 5, least: 3 });
    expect(costOf(values, cuts, 5)).toBeCloseTo(exhaustive(values, 5, 3), 9);
  }
});

test('steps of three deviations are found within four rows of where they were put, and no others', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const found = changePoints([noisy(seed, 600, (at) => (at < 150 ? 10 : at < 400 ? 13 : 9))]);
    expect(found, `seed ${seed}`).toHaveLength(2);
    expect(Math.abs((found[0] as number) - 150)).toBeLessThanOrEqual(4);
    expect(Math.abs((found[1] as number) - 400)).toBeLessThanOrEqual(4);
  }
});

test('a step without noise is found at its row', () => {
  expect(changePoints([series(100, (at) => (at < 60 ? 5 : 6))])).toEqual([60]);
});

test('nothing is found in a constant, in normal noise, nor in a series too short', () => {
  expect(changePoints([new Float64Array(500).fill(3)])).toEqual([]);
  expect(changePoints([new Float64Array(0)])).toEqual([]);
  expect(changePoints([Float64Array.of(1, 1, 9, 9)])).toEqual([]);
  for (let seed = 1; seed <= 20; seed++) {
    expect(changePoints([noisy(seed, 500, () => 0)]), `seed ${seed}`).toEqual([]);
  }
});

// Series 3 holds six rows in a row of which five lie above the 88th percentile.
test('of twenty series with a heavy tail, the one with a run of high values by chance is cut, and no other', () => {
  const cut = Array.from({ length: 20 }, (_, at) => at + 1).filter((seed) => {
    const uniform = seededUniform(seed);
    return changePoints([series(500, () => (1 - uniform()) ** (-1 / 3))]).length > 0;
  });
  expect(cut).toEqual([3]);
});

test('correlated noise is not taken for steps', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const normal = seededNormal(seed);
    let state = 0;
    expect(changePoints([series(500, () => (state = 0.8 * state + normal()))]), `seed ${seed}`).toEqual([]);
  }
});

test('one spike is no change, with or without missing values beside it', () => {
  const values = noisy(3, 300, () => 0);
  values[150] = 80;
  values.fill(NaN, 100, 110);
  expect(changePoints([values])).toEqual([]);
});

test('a change too small for one metric is found in five that change together', () => {
  const level = (at: number): number => (at < 150 ? 0 : 0.7);
  const five = [1, 2, 3, 4, 5].map((seed) => noisy(seed, 300, level));
  const found = changePoints(five);
  expect(found).toHaveLength(1);
  expect(Math.abs((found[0] as number) - 150)).toBeLessThanOrEqual(6);
});

test('a long series is searched in blocks and its change placed to the row', () => {
  expect(changePoints([noisy(4, 50_000, (at) => (at < 31_234 ? 0 : 12))])).toEqual([31_234]);
});

test('the noise of a series with steps is that between them', () => {
  expect(noiseScale(noisy(6, 5000, (at) => 20 * Math.floor(at / 500)))).toBeCloseTo(1, 1);
});

test('runs are told apart when they differ enough, and not when they do not or are too few', () => {
  const runs = (level: number, seed: number): Float64Array => noisy(seed, 20, () => level);
  expect(compareRuns(runs(10, 1), runs(13, 2)).verdict).toBe('higher');
  expect(compareRuns(runs(13, 1), runs(10, 2)).verdict).toBe('lower');
  expect(compareRuns(runs(10, 1), runs(10, 2)).verdict).toBe('no difference');
  expect(compareRuns([1, 2, 3], [7, 8, 9]).verdict).toBe('too few values');
});
