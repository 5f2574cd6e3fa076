import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  autocorrelation,
  interquartileRange,
  mannWhitney,
  mean,
  medianAbsoluteDeviation,
  normalTail,
  paretoTail,
  quantile,
  ranks,
  theilSen,
} from './index.ts';

interface One {
  readonly quantiles: Readonly<Record<string, number>>;
  readonly mad: number;
  readonly iqr: number;
  readonly mean: number;
  readonly ranks: readonly number[];
  readonly slope: number;
  readonly intercept: number;
  readonly concordant: number;
  readonly autocorrelation: readonly number[];
}

interface Expected {
  readonly one: Readonly<Record<string, One>>;
  readonly two: readonly { before: string; after: string; u: number; p: number }[];
  readonly normalTail: readonly { z: number; p: number }[];
  readonly paretoTail: readonly { shape: number; scale: number; excess: number; p: number }[];
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../fixtures/scipy/${name}`, import.meta.url), 'utf8')) as T;
const input = read<Record<string, number[]>>('input.json');
const expected = read<Expected>('expected.json');
const sample = (name: string): number[] => input[name] as number[];
const times = (values: readonly number[]): number[] => values.map((_, index) => index);

describe.each(Object.entries(expected.one))('%s numbers', (name, says) => {
  const values = sample(name);

  test('quantiles, deviations, mean and ranks are those of numpy and scipy', () => {
    for (const [share, value] of Object.entries(says.quantiles)) {
      expect(quantile(values, Number(share))).toBeCloseTo(value, 12);
    }
    expect(medianAbsoluteDeviation(values)).toBeCloseTo(says.mad, 12);
    expect(interquartileRange(values)).toBeCloseTo(says.iqr, 12);
    expect(mean(values)).toBeCloseTo(says.mean, 12);
    expect([...ranks(values).ranks]).toEqual(says.ranks);
  });

  test('slope, intercept and concordance are those of scipy.stats.theilslopes', () => {
    const found = theilSen(times(values), values);
    expect(found.slope).toBeCloseTo(says.slope, 12);
    expect(found.intercept).toBeCloseTo(says.intercept, 12);
    expect(found.s).toBe(says.concordant);
  });

  test('the autocorrelation by transform is that of numpy.correlate', () => {
    const found = autocorrelation(Float64Array.from(values));
    says.autocorrelation.forEach((value, lag) => expect(found[lag]).toBeCloseTo(value, 10));
  });
});

test.each(expected.two)('$before against $after: U and p are those of scipy.stats.mannwhitneyu', (says) => {
  const found = mannWhitney(sample(says.before), sample(says.after));
  expect(found.u).toBe(says.u);
  expect(Math.abs(found.p - says.p)).toBeLessThan(1e-6 * says.p + 1e-7);
});

test.each(expected.normalTail)('the normal tail above $z is that of scipy within 2e-7 of itself', ({ z, p }) => {
  expect(Math.abs(normalTail(z) / p - 1)).toBeLessThan(2e-7);
});

test.each(expected.paretoTail)('Pareto tail, shape $shape, scale $scale, above $excess', ({ excess, p, ...tail }) => {
  expect(paretoTail(tail, excess)).toBeCloseTo(p, 12);
});
