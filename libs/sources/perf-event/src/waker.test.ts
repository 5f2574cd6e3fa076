import { expect, test } from 'vitest';
import { Waker } from './waker.ts';

test('who waits is woken', async () => {
  const waker = new Waker();
  const waiting = waker.wait(60_000);
  waker.wake();
  await waiting;
});

test('a wake-up that finds nobody is kept for the next who waits, once', async () => {
  const waker = new Waker();
  waker.wake();
  waker.wake();
  await waker.wait(60_000);
  const second = waker.wait(60_000).then(() => 'woken');
  expect(await Promise.race([second, Promise.resolve('asleep')])).toBe('asleep');
  waker.wake();
  expect(await second).toBe('woken');
});

test('time that is up wakes as well', async () => {
  await new Waker().wait(1);
});
