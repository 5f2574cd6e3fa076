import type { Milliseconds } from '@ai-perf/core-units';
import { expect, test } from 'vitest';
import { ProcessTally } from './tally.ts';
import { pauseAfter } from './watch-tasks.ts';

const every = 50 as Milliseconds;
const asleep = { state: 'S', waitChannel: 'futex_do_wait', syscall: 202, futex: null };
const running = { state: 'R', waitChannel: null, syscall: null, futex: null };

test('a moment counts threads and rounds, the most seen first', () => {
  const tally = new ProcessTally(7);
  tally.add([running, asleep, asleep]);
  tally.add([asleep, asleep, asleep]);
  expect(tally.result()).toEqual({
    tgid: 7,
    rounds: 2,
    moments: [{ ...asleep, seen: 5, rounds: 2 }, { ...running, seen: 1, rounds: 1 }],
  });
});

test('two futexes, and two values of one, are different moments', () => {
  const tally = new ProcessTally(7);
  const wait = (address: string, value: number): object => ({ address, operation: 128, value });
  const looks = [wait('0x1', 2), wait('0x1', 0), wait('0x2', 2)].map((futex) => ({ ...asleep, futex }));
  tally.add(looks as never);
  expect(tally.result().moments).toHaveLength(3);
});

test('a process that has ended has no more rounds', () => {
  const tally = new ProcessTally(7);
  tally.add([running]);
  tally.add([]);
  expect(tally.result().rounds).toBe(1);
});

test('the pauses have the mean that was asked for and no fixed beat', () => {
  const pauses = Array.from({ length: 1000 }, (_, round) => pauseAfter(round + 1, every, 0));
  const mean = pauses.reduce((sum, pause) => sum + pause, 0) / pauses.length;
  expect(Math.abs(mean - every)).toBeLessThan(0.5);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(25);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(75);
  expect(new Set(pauses.slice(0, 20)).size).toBe(20);
});

test('a round that takes long is followed by nine times its length, so that a tenth of a CPU is the most', () => {
  expect(pauseAfter(1, every, 20e6)).toBeCloseTo(180);
});
