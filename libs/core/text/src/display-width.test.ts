import { expect, test } from 'vitest';
import { clip, displayWidth } from './index.ts';

test('wide characters take two cells and combining ones none', () => {
  expect([displayWidth('函数'), displayWidth('e\u0301'), displayWidth('🔥'), displayWidth('abc')]).toEqual([4, 1, 2, 3]);
  expect(clip('函数名字', 5)).toBe('函数…');
  expect([clip('abc', 3), clip('abcd', 3), clip('abc', 0)]).toEqual(['abc', 'ab…', '']);
});
