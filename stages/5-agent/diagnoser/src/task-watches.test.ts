import { expect, test } from 'vitest';
import type { TaskWatch } from '@ai-perf/core-model';
import { mergeWatches } from './task-watches.ts';

const moment = (state: string, seen: number, address: string | null = null): object => ({
  state,
  waitChannel: null,
  syscall: null,
  seen,
  rounds: seen,
  futex: address === null ? null : { address, operation: 128, value: 2 },
});
const watch = (tgid: number, rounds: number, ...moments: object[]): TaskWatch =>
  ({ rounds, interval: 5e7, processes: [{ tgid, rounds, moments }], limits: ['same'] }) as unknown as TaskWatch;

test('parts of the window add up, moment by moment', () => {
  const merged = mergeWatches([
    watch(1, 10, moment('R', 4), moment('S', 6, '0xa')),
    watch(1, 20, moment('S', 20, '0xa')),
  ]);
  expect(merged?.processes).toEqual([
    { tgid: 1, rounds: 30, moments: [{ ...moment('S', 26, '0xa') }, { ...moment('R', 4) }] },
  ]);
  expect([merged?.rounds, merged?.limits]).toEqual([30, ['same']]);
});

test('a process that was looked at in one part keeps the rounds of that part', () => {
  const merged = mergeWatches([watch(1, 10, moment('R', 10)), watch(2, 20, moment('S', 20))]);
  expect(merged?.processes.map(({ tgid, rounds }) => [tgid, rounds])).toEqual([
    [1, 10],
    [2, 20],
  ]);
});

test('nothing watched is null, not an empty watch', () => {
  expect(mergeWatches([])).toBeNull();
});
