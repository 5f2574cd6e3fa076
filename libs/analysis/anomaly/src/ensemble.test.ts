import { seededNormal, seededUniform } from '@ai-perf/analysis-stats';
import type { Ratio } from '@ai-perf/core-units';
import { expect, test } from 'vitest';
import { EnsembleDetector, alertRate, defaultBudget, restoreDetector, saveDetector } from './index.ts';

// Fifty series of unlike habits: noise of growing tails, cycles, counts, gaps, steps.
function randomSeries(seed: number): Float64Array {
  const [normal, uniform] = [seededNormal(seed), seededUniform(seed + 1000)];
  const period = 20 + Math.floor(200 * uniform());
  const stepAt = Math.floor(1400 * uniform());
  const power = 1 + (seed % 4);
  return Float64Array.from({ length: 1400 }, (_, at) => {
    if (uniform() < 0.005) return NaN;
    const cycle = seed % 3 === 0 ? 5 * Math.sin((2 * Math.PI * at) / period) : 0;
    const value = cycle + normal() ** power + (at > stepAt ? 8 : 0);
    return seed % 5 === 0 ? Math.round(value) : value;
  });
}

const scoresOf = (values: Float64Array, detector = new EnsembleDetector()): number[] =>
  Array.from(values, (value) => detector.push(value).score);

test('the scores of a prefix are the prefix of the scores, on fifty series', () => {
  for (let seed = 0; seed < 50; seed++) {
    const values = randomSeries(seed);
    const cut = 37 + seed * 27;
    expect(scoresOf(values.slice(0, cut)), `series ${seed}`).toEqual(scoresOf(values).slice(0, cut));
  }
});

test('a detector that is saved and restored in the middle changes no bit of any score, nor of its state', () => {
  for (let seed = 0; seed < 50; seed++) {
    const values = randomSeries(seed);
    const cut = 11 + seed * 27;
    const before = new EnsembleDetector();
    scoresOf(values.slice(0, cut), before);
    const after = restoreDetector(saveDetector(before));
    const rest = values.slice(cut);
    expect(scoresOf(rest, after), `series ${seed}`).toEqual(scoresOf(rest, before));
    expect(Buffer.compare(saveDetector(after), saveDetector(before)), `state ${seed}`).toBe(0);
  }
});

test('the state of a metric fits into 32 KiB however long the series is', () => {
  const detector = new EnsembleDetector();
  scoresOf(randomSeries(3), detector);
  const size = saveDetector(detector).length;
  scoresOf(randomSeries(4), detector);
  expect(saveDetector(detector)).toHaveLength(size);
  expect(size).toBeLessThanOrEqual(32 * 1024);
});

test('a state that is cut short, or of another make, is refused', () => {
  const bytes = saveDetector(new EnsembleDetector());
  expect(() => restoreDetector(bytes.slice(0, -8))).toThrow('shorter');
  expect(() => restoreDetector(new Uint8Array(bytes.length + 8))).toThrow('longer');
});

test('a spike of fifteen deviations after a thousand healthy points is the only alert', () => {
  const normal = seededNormal(7);
  const values = Float64Array.from({ length: 1500 }, (_, at) => 50 + normal() + (at === 1200 ? 15 : 0));
  expect(scoresOf(values).flatMap((score, at) => (score >= 0.5 ? [at] : []))).toEqual([1200]);
});

test('a value that stands still after it always moved is called flat', () => {
  const normal = seededNormal(8);
  const detector = new EnsembleDetector();
  const verdicts = Array.from({ length: 1000 }, (_, at) => detector.push(at < 900 ? normal() : 1));
  const first = verdicts.findIndex(({ score }) => score >= 0.5);
  expect(first).toBeGreaterThan(900);
  expect(first).toBeLessThan(910);
  expect(verdicts[first]?.channel).toBe('flat');
});

test('a constant series, and one of gaps only, has the score 0 or near it at every point', () => {
  expect(Math.max(...scoresOf(new Float64Array(3000).fill(7)))).toBeLessThan(0.1);
  expect(new Set(scoresOf(new Float64Array(100).fill(NaN)))).toEqual(new Set([0]));
});

test('the budget is the alerts a day, shared among all points of all metrics', () => {
  expect(alertRate(defaultBudget)).toBe(1 / (1000 * 144));
  expect(alertRate({ falseAlertsPerDay: 6, metrics: 1, pointsPerDay: 24 })).toBe(0.1);
});

// Ten thousand points that were not looked at when the detector was made; an incident of adjoining points is one alert.
const shapes: Readonly<Record<string, (seed: number) => () => number>> = {
  normal: seededNormal,
  uniform: seededUniform,
  exponential: (seed) => from(seededUniform(seed), (u) => -Math.log(1 - u)),
  lognormal: (seed) => from(seededNormal(seed), Math.exp),
  'heavy tail (power law of index 3)': (seed) => from(seededUniform(seed), (u) => (1 - u) ** (-1 / 3)),
  autoregressive: (seed) => {
    let state = 0;
    return from(seededNormal(seed), (z) => (state = 0.7 * state + z));
  },
};
const from = (source: () => number, change: (value: number) => number) => (): number => change(source());

test.each(Object.keys(shapes))('one alert in 1,000 points is met within a factor of three on %s noise', (name) => {
  const rate = 1e-3;
  const next = (shapes[name] as (seed: number) => () => number)(4242);
  const scores = scoresOf(
    Float64Array.from({ length: 60_000 }, () => 50 + next()),
    new EnsembleDetector(rate as Ratio),
  );
  const alerts = scores.filter((score, at) => score >= 0.5 && (scores[at - 1] ?? 0) < 0.5).length;
  expect(alerts / (rate * scores.length)).toBeGreaterThan(1 / 3);
  expect(alerts / (rate * scores.length)).toBeLessThan(3);
});
