import { expect, test } from 'vitest';
import { scoreKind } from './scoring.ts';
import { kinds, points } from './series.ts';

const named = (name: string): ((seed: number) => ReturnType<(typeof kinds)[number]>) => {
  const found = kinds.find((make) => make(1).name === name);
  if (found === undefined) throw new Error(`no series is called ${name}`);
  return found;
};

test('a seed makes the same series each time, and another seed another one', () => {
  for (const make of kinds) expect(make(3)).toEqual(make(3));
  expect(named('step')(3).values).not.toEqual(named('step')(4).values);
});

test('every planted anomaly lies within its series', () => {
  for (const make of kinds) {
    const { values, anomalies } = make(1);
    expect(values).toHaveLength(points);
    for (const [from, to] of anomalies) expect(from <= to && to < points).toBe(true);
  }
});

test('three spikes of fifteen deviations are three planted, three found, and none is false', () => {
  const score = scoreKind(named('spike'), [101]);
  expect(score).toEqual({ name: 'spike', planted: 3, found: 3, falseIncidents: 0, rows: points });
});

test('a constant has neither planted nor false incidents', () => {
  expect(scoreKind(named('constant'), [1])).toMatchObject({ planted: 0, found: 0, falseIncidents: 0 });
});
