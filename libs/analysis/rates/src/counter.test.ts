import { expect, test } from 'vitest';
import { q } from '../test/quiet-host.ts';
import { increaseOfDiskTime, increaseSinceBoot, increaseSinceReset, perSecond, whereBoth } from './counter.ts';

test('a 32-bit counter that wrapped has grown over the edge', () => {
  expect(increaseSinceBoot(2 ** 32 - 10, 5)).toBe(15);
});

test('a counter since boot that went down without a wrap has not grown', () => {
  expect(increaseSinceBoot(1000, 999)).toBe(0);
  expect(increaseSinceBoot(2 ** 40, 5)).toBe(0);
});

test('a counter that was reset has grown by what it shows now', () => {
  expect(increaseSinceReset(700, 20)).toBe(20);
  expect(increaseSinceReset(700, 720)).toBe(20);
});

test('disk times wrap at 2^32 milliseconds', () => {
  expect(increaseOfDiskTime(q((2 ** 32 - 3) * 1e6), q(2e6))).toBe(5e6);
});

test('a window of no length gives a rate of 0, not infinity', () => {
  expect(perSecond(5, q(0))).toBe(0);
});

test('a number that one end could not read stays null', () => {
  expect(whereBoth(null, q(4), () => 1)).toBeNull();
  expect(whereBoth(q(4), null, () => 1)).toBeNull();
});
