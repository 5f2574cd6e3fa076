import { expect, test } from 'vitest';
import type { Injected, Signal } from './fault.ts';
import { measureOver, settle } from './settle.ts';

const injected = (signal: Signal | null): Injected => ({
  label: { resource: 'none', mechanism: 'healthy', culprit: { kind: 'nobody' }, site: null },
  processes: [],
  signal,
});

const counter = (step: number): Signal => {
  let value = 0;
  return { name: 'a counter', unit: '/s', kind: 'rate', least: 100, read: async () => (value += step) };
};

const never = new AbortController().signal;

test('a counter that grows fast enough twice in a row proves the fault', async () => {
  const proof = await settle(injected(counter(1_000_000)), never);
  expect(proof).toMatchObject({ ok: true, value: { signal: 'a counter', least: 100 } });
});

test('a counter that stands still proves nothing, and the problem says how far it came', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 600);
  const proof = await settle(injected(counter(0)), stop.signal);
  expect(proof).toMatchObject({ ok: false, problem: { code: 'fault-did-not-fire' } });
  expect(!proof.ok && proof.problem.what).toContain('a counter: 0.00 /s, wanted at least 100 /s');
});

test('a signal that cannot be read proves nothing', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 600);
  const gone: Signal = { ...counter(1), read: async () => NaN };
  expect(await settle(injected(gone), stop.signal)).toMatchObject({ ok: false });
});

test('a healthy window has nothing to prove', async () => {
  expect(await settle(injected(null), never)).toEqual({ ok: true, value: null });
});

test('a level is the mean of what was seen, and the value of the work comes through', async () => {
  const levels = [4, 8];
  let reads = 0;
  const level: Signal = { ...counter(0), kind: 'level', read: async () => levels[reads++ % 2] ?? 0 };
  const until = async (): Promise<string> => {
    while (reads < 2) await new Promise((done) => setTimeout(done, 5));
    return 'done';
  };
  expect(await measureOver(level, until)).toEqual({ measured: 6, value: 'done' });
});
