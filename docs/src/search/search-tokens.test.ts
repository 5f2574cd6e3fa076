import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { searchTokens } from './search-tokens.ts';

test('Chinese text is cut into words, not left as one', () => {
  expect(searchTokens('上下文切换')).toEqual(['上下文', '切换']);
  expect(searchTokens('火焰图')).toEqual(['火焰', '图']);
});

test('a name with a dot or underscore is found whole and by its parts', () => {
  expect(searchTokens('data_head')).toEqual(['data_head', 'data', 'head']);
  expect(searchTokens('of perf.data')).toEqual(['of', 'perf.data', 'perf', 'data']);
});

test('the function stands alone, since VitePress ships its source text to the browser', () => {
  const alone = runInNewContext(`(${searchTokens.toString()})`) as typeof searchTokens;
  expect([...alone('互斥锁 lock-convoy')]).toEqual(searchTokens('互斥锁 lock-convoy'));
});
