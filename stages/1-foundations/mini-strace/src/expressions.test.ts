import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { wantedOf } from './expressions.ts';
import { injectionsOf } from './injection.ts';

test('a bare expression is a set of calls, and the last one counts', () => {
  expect([...unwrap(wantedOf(['read', 'trace=write,close'])).calls]).toEqual([1, 3]);
  expect(unwrap(wantedOf([])).calls.size).toBeGreaterThan(360);
});

test('statuses and signals can be named or excluded', () => {
  const { statuses, signals } = unwrap(wantedOf(['status=!failed', 'signal=INT,SIGTERM']));
  expect([...(statuses ?? [])]).toEqual(['successful', 'unfinished', 'unavailable', 'detached']);
  expect([signals(2), signals(15), signals(10)]).toEqual([true, true, false]);
  expect(unwrap(wantedOf(['signal=none'])).signals(2)).toBe(false);
  expect(unwrap(wantedOf(['signal=!INT'])).signals(10)).toBe(true);
});

test.each(['nosuch', 'status=late', 'signal=FOO', 'inject=read', 'inject=read:error=EFOO', 'raw=read'])(
  '%s is wrong usage',
  (expression) => {
    expect(wantedOf([expression])).toMatchObject({ ok: false, problem: { kind: 'usage' } });
  },
);

test.each([
  ['3', { first: 3, last: 3, step: 1 }],
  ['3+', { first: 3, last: 2 ** 31 - 1, step: 1 }],
  ['2+3', { first: 2, last: 2 ** 31 - 1, step: 3 }],
  ['2..8+3', { first: 2, last: 8, step: 3 }],
])('when=%s', (when, expected) => {
  expect(unwrap(injectionsOf(`read:error=EIO:when=${when}`))).toMatchObject([{ number: 0, result: -5, ...expected }]);
});

test('delays have units, and a signal may come with them', () => {
  expect(unwrap(injectionsOf('close:delay_enter=2ms:delay_exit=7:signal=USR1'))).toMatchObject([
    { number: 3, result: null, signal: 10, delayEntryMicroseconds: 2000, delayExitMicroseconds: 7 },
  ]);
});
