import { seededNormal } from '@ai-perf/analysis-stats';
import { expect, test } from 'vitest';
import { rankCauses, shiftScore, splitName, walkToCauses } from './index.ts';
import type { ComparedMetric } from './index.ts';

function metric(name: string, seed: number, level: number, shift: (row: number) => number): ComparedMetric {
  const normal = seededNormal(seed);
  const made = (change: (row: number) => number): Float64Array =>
    Float64Array.from({ length: 300 }, (_, row) => level + normal() + change(row));
  return { name, normal: made(() => 0), anomalous: made(shift) };
}

const still = (): number => 0;
const from =
  (start: number, size: number) =>
  (row: number): number =>
    row >= start ? size : 0;

test('of fifty metrics the one that moved most for its noise and level is first, with direction and onset', () => {
  const others = Array.from({ length: 49 }, (_, at) => metric(`c${at}_cpu`, at, 10 * at, still));
  const [first, second] = rankCauses([...others, metric('db_disk', 99, 50, from(40, -25))]);
  expect(first).toMatchObject({ candidate: 'db_disk', component: 'db', metric: 'disk', direction: 'down', onset: 40 });
  expect(first?.score).toBeGreaterThan(5 * (second?.score ?? 0));
});

test('a metric that never moved and then stirred by a thousandth of its level is no cause', () => {
  const constant = new Float64Array(300).fill(1000);
  expect(shiftScore(constant, constant.map((value) => value + 1)).score).toBeLessThan(0.05);
  expect(shiftScore(constant, constant)).toMatchObject({ score: 0, direction: 'none', onset: null });
});

test('a counter that was always 0 and now counts is a cause, whatever its unit', () => {
  const zeros = new Float64Array(100);
  const seconds = shiftScore(zeros, new Float64Array(100).fill(0.002));
  expect(shiftScore(zeros, new Float64Array(100).fill(2e6))).toMatchObject({ score: seconds.score, direction: 'up' });
  expect(seconds.score).toBe(20);
});

test('one outlier on either side changes neither score nor onset', () => {
  const { normal, anomalous } = metric('a_cpu', 1, 10, still);
  const plain = shiftScore(normal, anomalous);
  const spiked = shiftScore(normal.with(5, 1e9), anomalous.with(7, -1e9));
  expect(Math.abs(spiked.score - plain.score)).toBeLessThan(0.2);
  expect(spiked.onset).toBeNull();
});

test('missing values are left out, and a metric without any value scores 0', () => {
  const gaps = new Float64Array(10).fill(NaN);
  expect(shiftScore(gaps, gaps).score).toBe(0);
  expect(shiftScore(Float64Array.of(1, NaN, 1.5, 2), Float64Array.of(NaN, 9, 9)).direction).toBe('up');
});

test.each([
  ['cart_cpu', 'cart', 'cpu'],
  ['front_end_cpu_usage', 'front_end', 'cpu_usage'],
  ['cart_latency-50', 'cart', 'latency-50'],
  ['my_service_temperature', 'my_service', 'temperature'],
  ['load', 'load', 'load'],
])('%s is the component %s with the metric %s', (name, component, part) => {
  expect(splitName(name)).toEqual({ component, metric: part });
});

// Two equal nodes, a waits for b: by hand, the shares solve a = 0.075 + 0.425 a and a + b = 1.
test('of two components that moved alike, the walk goes to the one that the other waits for', () => {
  const walk = walkToCauses(new Map([['a', 1], ['b', 1]]), [{ from: 'a', to: 'b' }]);
  expect(walk.get('a')).toBeCloseTo(0.075 / 0.575, 9);
  expect(walk.get('b')).toBeCloseTo(1 - 0.075 / 0.575, 9);
});

test('with a graph, blame flows from what waits to what it waits for', () => {
  const metrics = [metric('web_latency', 1, 10, from(0, 12)), metric('db_disk', 2, 10, from(0, 10))];
  expect(rankCauses(metrics)[0]?.candidate).toBe('web_latency');
  expect(rankCauses(metrics, [{ from: 'web', to: 'db' }])[0]?.candidate).toBe('db_disk');
});
