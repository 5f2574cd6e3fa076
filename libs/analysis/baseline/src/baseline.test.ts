import { quantile, seededNormal } from '@ai-perf/analysis-stats';
import { expect, test } from 'vitest';
import { History, RunningScale, Season, SortedWindow, findPeriod } from './index.ts';

test('the rolling quantiles are those of the last values, sorted afresh, with ties among them', () => {
  const normal = seededNormal(1);
  const window = new SortedWindow(17);
  const all: number[] = [];
  for (let index = 0; index < 200; index++) {
    all.push(Math.round(3 * normal()));
    window.push(all.at(-1) as number);
    const last = all.slice(-17);
    for (const share of [0, 0.25, 0.5, 0.9, 1]) expect(window.quantile(share)).toBe(quantile(last, share));
  }
  expect(window.size).toBe(17);
});

test('the history gives the newest first and NaN beyond what it holds', () => {
  const history = new History(3);
  [1, 2, 3, 4].forEach((value) => history.push(value));
  expect([1, 2, 3, 4, 0].map((back) => history.ago(back))).toEqual([4, 3, 2, NaN, NaN]);
  expect([...history.values()]).toEqual([2, 3, 4]);
});

test('one outlier of a million moves a scale of 1 to no more than 1.1', () => {
  const scale = new RunningScale(256);
  for (let index = 0; index < 300; index++) scale.push(index % 2 === 0 ? 1 : -1);
  expect(scale.value).toBe(1);
  scale.push(1e6);
  expect(scale.value).toBeLessThan(1.1);
});

test('the scale of a residual that is 0 but for one in thirty does not fade', () => {
  const scale = new RunningScale(256);
  for (let index = 0; index < 20_000; index++) scale.push(index % 30 === 0 ? 30 : 0);
  expect(scale.value).toBeGreaterThan(0.1);
});

test('a period is found in a noisy cycle, and none in noise or on a line', () => {
  const normal = seededNormal(5);
  const wave = (period: number): Float64Array =>
    Float64Array.from({ length: 1024 }, (_, at) => Math.sin((2 * Math.PI * at) / period) + 0.3 * normal());
  expect(findPeriod(wave(24))).toBe(24);
  expect(Math.abs(findPeriod(wave(288)) - 288)).toBeLessThanOrEqual(4);
  expect(findPeriod(Float64Array.from({ length: 1024 }, normal))).toBe(0);
  expect(findPeriod(Float64Array.from({ length: 1024 }, (_, at) => at))).toBe(0);
  expect(findPeriod(new Float64Array(1024).fill(3))).toBe(0);
});

test('a season predicts the value of one cycle ago, and one odd cycle does not change that', () => {
  const season = new Season();
  expect(season.predict()).toBeNaN();
  for (let at = 0; at < 1024; at++) season.push(at === 1024 - 20 ? 100 : at % 20);
  expect(season.period).toBe(20);
  expect(season.predict()).toBe(1024 % 20);
});
