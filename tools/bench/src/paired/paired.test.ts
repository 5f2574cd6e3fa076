import { expect, test } from 'vitest';
import { interleave } from './interleave.ts';
import { summarise } from './summary.ts';

const never = new AbortController().signal;

test('every round runs all and starts with the next; the first round is not counted', async () => {
  const order: string[] = [];
  const subject = (name: string): { name: string; run: () => Promise<number> } => ({
    name,
    run: async () => order.push(name),
  });
  const series = await interleave([subject('a'), subject('b'), subject('c')], 2, never);
  expect(order.join('')).toBe('abcbcacab');
  expect(series).toEqual([
    { name: 'a', values: [6, 8] },
    { name: 'b', values: [4, 9] },
    { name: 'c', values: [5, 7] },
  ]);
});

test('an abort ends after a whole round', async () => {
  const stop = new AbortController();
  let runs = 0;
  const first = { name: 'first', run: async () => ++runs };
  const second = {
    name: 'second',
    run: async () => {
      if (runs === 3) stop.abort();
      return 0;
    },
  };
  const series = await interleave([first, second], 100, stop.signal);
  expect(series.map(({ values }) => values.length)).toEqual([2, 2]);
});

test('the ratio is that of the middle pair, which noise common to a round does not touch', () => {
  const baseline = { name: 'base', values: [10, 100, 20] };
  const series = { name: 'ours', values: [20, 200, 80] };
  expect(summarise(series, baseline)).toEqual({ name: 'ours', rounds: 3, median: 80, min: 20, max: 200, ratio: 2 });
});

test('an even number of rounds has the mean of the two in the middle as its median', () => {
  const series = { name: 'ours', values: [1, 2, 4, 8] };
  expect(summarise(series, series)).toMatchObject({ median: 3, ratio: 1 });
});

test('no round gives no summary', () => {
  expect(summarise({ name: 'ours', values: [] }, { name: 'base', values: [] })).toBeNull();
});
