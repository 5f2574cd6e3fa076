import { unwrap } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Hertz } from '@ai-perf/core-units';
import type { EventSlot, PerfSession } from '@ai-perf/native-perf-event';
import { expect, test } from 'vitest';
import type { AttributePlan } from './attributes.ts';
import { resolveEvent } from './event-name.ts';
import { EventSet } from './event-set.ts';

const planOf = (name: string): AttributePlan => ({
  event: unwrap(resolveEvent(name)),
  rate: { kind: 'frequency', hertz: as<Hertz>(99) },
  callGraph: { kind: 'none' },
  tracksTasks: false,
  enableOnExec: false,
  inherit: true,
  withoutKernel: false,
  readsLost: true,
});

const refuse = (code: string): never => {
  throw Object.assign(new Error(code), { code, errno: 1, syscall: 'perf_event_open' });
};

interface FakeOptions {
  readonly refusal?: (tid: number, cpu: number) => string | null;
  readonly mostPages?: number;
}

/** Writes down what was opened, mapped and redirected; counts are 1, 2, 3, id, 4 for every event. */
function fakeSession({ refusal = () => null, mostPages = 1 << 20 }: FakeOptions): {
  readonly session: PerfSession;
  readonly log: string[];
} {
  const log: string[] = [];
  let next = 0;
  const session: Partial<PerfSession> = {
    open: (_, tid, cpu) => {
      const code = refusal(tid, cpu);
      if (code !== null) refuse(code);
      log.push(`open ${next} ${tid}@${cpu}`);
      return next++ as EventSlot;
    },
    map: (slot, pages) => (pages > mostPages ? refuse('EPERM') : void log.push(`map ${slot} ${pages}`)),
    redirect: (slot, into) => void log.push(`redirect ${slot} ${into}`),
    watch: () => undefined,
    id: (slot) => BigInt(100 + slot),
    read: (slot, into) => {
      into.set([1n, 2n, 3n, BigInt(100 + slot), 4n]);
      return 5;
    },
  };
  return { session: session as PerfSession, log };
}

test('every thread has each event on every CPU, and a CPU has one ring', () => {
  const { session, log } = fakeSession({});
  const events = new EventSet(session, [planOf('cpu-clock'), planOf('page-faults')], [0, 3], 8);
  expect([events.openThread(20), events.openThread(21)]).toEqual([true, true]);
  expect(log.filter((line) => line.startsWith('map'))).toEqual(['map 0 8', 'map 2 8']);
  expect(log.filter((line) => line.startsWith('redirect'))).toEqual(
    ['1 0', '3 2', '4 0', '5 0', '6 2', '7 2'].map((pair) => `redirect ${pair}`),
  );
  expect([...events.ids.values()]).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
});

test('a thread that is gone is left out', () => {
  const { session } = fakeSession({ refusal: (tid) => (tid === 20 ? 'ESRCH' : null) });
  const events = new EventSet(session, [planOf('cpu-clock')], [0], 8);
  expect([events.openThread(20), events.openThread(21), events.size]).toEqual([false, true, 1]);
});

test('a CPU that went off after the list was read is left out', () => {
  const { session } = fakeSession({ refusal: (_, cpu) => (cpu === 1 ? 'ENODEV' : null) });
  const events = new EventSet(session, [planOf('cpu-clock')], [0, 1], 8);
  expect([events.openThread(20), events.size]).toEqual([true, 1]);
});

test('any other refusal comes out', () => {
  const { session } = fakeSession({ refusal: () => 'EMFILE' });
  expect(() => new EventSet(session, [planOf('cpu-clock')], [0], 8).openThread(20)).toThrow('EMFILE');
});

test('a ring that is too large is halved until the kernel grants it, once for all', () => {
  const { session, log } = fakeSession({ mostPages: 20 });
  const events = new EventSet(session, [planOf('cpu-clock')], [0, 1], 128);
  events.openThread(20);
  expect([events.rings.pages, log.filter((line) => line.startsWith('map'))]).toEqual([16, ['map 0 16', 'map 1 16']]);
});

test('a host that grants no page at all is a refusal', () => {
  const { session } = fakeSession({ mostPages: 0 });
  expect(() => new EventSet(session, [planOf('cpu-clock')], [0], 4).openThread(20)).toThrow('EPERM');
});

test('counts are added up over threads and CPUs', () => {
  const { session } = fakeSession({});
  const events = new EventSet(session, [planOf('cpu-clock'), planOf('page-faults')], [0, 1], 8);
  events.openThread(20);
  events.openThread(21);
  const count = { value: 4, enabledNanoseconds: 8, runningNanoseconds: 12, lost: 16 };
  expect(events.counts()).toEqual([count, count]);
});
