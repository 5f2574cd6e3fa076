import { expect, test } from 'vitest';
import { alternatingPairs } from './pairs.ts';
import { process } from './testing/quiet-host.ts';

const sleeper = (tgid: number, voluntarySwitches: number): ReturnType<typeof process> =>
  process(tgid, { voluntarySwitches });
const tgidsOf = (pairs: ReturnType<typeof alternatingPairs>): number[][] =>
  pairs.map((pair) => pair.map(({ tgid }) => tgid));

test('those that a pipe joins are a pair, though another one sleeps more alike', () => {
  const all = [sleeper(1, 50_000), sleeper(2, 50_100), sleeper(3, 47_000)];
  expect(tgidsOf(alternatingPairs(all, [{ tgids: [1, 3], kind: 'pipe' }], 0.8))).toEqual([[1, 3]]);
});

test('without a link the most alike are a pair, and nobody is in two', () => {
  const all = [sleeper(1, 50_000), sleeper(2, 30_000), sleeper(3, 49_900), sleeper(4, 29_000)];
  expect(tgidsOf(alternatingPairs(all, [], 0.8))).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

test('unlike rates are no pair even over a pipe: one of them does not take turns', () => {
  expect(alternatingPairs([sleeper(1, 50_000), sleeper(2, 9000)], [{ tgids: [1, 2], kind: 'pipe' }], 0.8)).toEqual([]);
});
