// Threads whose sleep is known, watched from outside.
import { setTimeout as sleep } from 'node:timers/promises';
import { unwrap } from '@ai-perf/core-result';
import type { ProcessWatch, TaskMoment, TaskWatch } from '@ai-perf/core-model';
import type { Milliseconds } from '@ai-perf/core-units';
import { expect, test } from 'vitest';
import { clock, useSteppers } from '../../test/steppers.ts';
import { openSession } from '../session.ts';
import { watchTasks } from './watch-tasks.ts';

const start = useSteppers();
const every = 20 as Milliseconds;

async function watchFor(milliseconds: number, ...tgids: number[]): Promise<TaskWatch> {
  const end = new AbortController();
  const watching = watchTasks(unwrap(openSession(clock)), { tgids, every, signal: end.signal });
  await sleep(milliseconds);
  end.abort();
  return watching;
}

const momentsOf = ({ processes }: TaskWatch, tgid: number): readonly TaskMoment[] =>
  (processes.find((process) => process.tgid === tgid) as ProcessWatch).moments;

test('five threads that wait for one mutex are one moment, with its address and the value they wait on', async () => {
  const stepper = await start();
  await stepper.tell('block-threads', 5);
  const watch = await watchFor(400, stepper.pid);
  const [most, ...others] = momentsOf(watch, stepper.pid);
  // FUTEX_WAIT_PRIVATE, and glibc's "locked, with waiters". see: futex(2), nptl/lowlevellock.c
  expect(most).toMatchObject({ state: 'S', seen: 5 * watch.rounds, rounds: watch.rounds });
  expect(most?.futex).toMatchObject({ operation: 128, value: 2 });
  expect(others.map(({ state, seen, futex }) => ({ state, seen, futex }))).toEqual([
    { state: 'S', seen: watch.rounds, futex: null },
  ]);
});

test('the main thread that sleeps in read(2) is seen in that call', async () => {
  const stepper = await start();
  const { processes } = await watchFor(200, stepper.pid);
  const readNumber = process.arch === 'x64' ? 0 : 63;
  // A look that falls into the moment of a wake-up finds the call and no channel any more.
  const seen = (processes[0]?.moments ?? []).map(({ state, syscall, futex }) => ({ state, syscall, futex }));
  expect(new Set(seen.map((moment) => JSON.stringify(moment)))).toEqual(
    new Set([JSON.stringify({ state: 'S', syscall: readNumber, futex: null })]),
  );
});

test('a kernel thread sleeps in a channel and in no call', async ({ skip }) => {
  skip(process.getuid?.() !== 0, 'the wait channel of another user needs root');
  const { processes } = await watchFor(100, 2);
  expect(processes[0]?.moments).toMatchObject([{ state: 'S', waitChannel: 'kthreadd', syscall: null }]);
});

test('a thread that runs has neither channel nor call', async () => {
  const stepper = await start();
  const [watch] = await Promise.all([watchFor(400, stepper.pid), stepper.tell('burn', 700)]);
  expect(momentsOf(watch, stepper.pid)[0]).toMatchObject({ state: 'R', waitChannel: null, syscall: null });
});

test('a process that ends is looked at no more, and nothing is thrown', async () => {
  const stepper = await start();
  const watching = watchFor(400, stepper.pid, process.pid);
  await sleep(100);
  await stepper.stop();
  const [gone, own] = (await watching).processes;
  expect(gone?.rounds).toBeLessThan(own?.rounds ?? 0);
});

test('a watch that is stopped before it begins has no rounds', async () => {
  const watch = await watchTasks(unwrap(openSession(clock)), { tgids: [1], every, signal: AbortSignal.abort() });
  expect(watch).toMatchObject({ rounds: 0, interval: 0, processes: [{ tgid: 1, rounds: 0, moments: [] }] });
});
