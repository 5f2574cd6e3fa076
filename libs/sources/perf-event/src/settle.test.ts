import { unwrap } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Hertz } from '@ai-perf/core-units';
import type { EventSlot, PerfSession } from '@ai-perf/native-perf-event';
import { expect, test } from 'vitest';
import type { AttributePlan } from './attributes.ts';
import { resolveEvent } from './event-name.ts';
import { settle } from './settle.ts';

const own = { tid: 0, cpu: -1, target: 'process 12' };
const host = { tid: -1, cpu: 0, target: 'the whole host' };
const cpuClock = unwrap(resolveEvent('cpu-clock'));

const planOf = (name: string): AttributePlan => ({
  event: unwrap(resolveEvent(name)),
  rate: { kind: 'frequency', hertz: as<Hertz>(99) },
  callGraph: { kind: 'frame-pointers' },
  tracksTasks: true,
  enableOnExec: false,
  inherit: true,
  withoutKernel: false,
  readsLost: true,
});

interface AttributesSeen {
  readonly type: number;
  readonly withoutKernel: boolean;
  readonly readsLost: boolean;
}

/** A kernel that refuses what `verdict` gives a code for, and remembers what is open. */
function kernel(verdict: (seen: AttributesSeen) => string | null): { session: PerfSession; open: Set<number> } {
  const open = new Set<number>();
  let next = 0;
  const session: Partial<PerfSession> = {
    open: (attr) => {
      const view = new DataView(attr.buffer);
      const flags = view.getBigUint64(40, true);
      const readsLost = (view.getBigUint64(32, true) & 16n) !== 0n;
      const code = verdict({ type: view.getUint32(0, true), withoutKernel: (flags & 32n) !== 0n, readsLost });
      if (code !== null) throw Object.assign(new Error(code), { code, errno: 1, syscall: 'perf_event_open' });
      open.add(next);
      return next++ as EventSlot;
    },
    closeEvent: (slot) => void open.delete(slot),
  };
  return { session: session as PerfSession, open };
}

test('what the kernel accepts is taken as it was asked, and the trial is closed', () => {
  const { session, open } = kernel(() => null);
  expect(unwrap(settle(session, planOf('cpu-clock'), own, null))).toEqual({ plan: planOf('cpu-clock'), notes: [] });
  expect(open.size).toBe(0);
});

test('a kernel that cannot count losses is asked without', () => {
  const { session } = kernel(({ readsLost }) => (readsLost ? 'EINVAL' : null));
  const { plan, notes } = unwrap(settle(session, planOf('cpu-clock'), own, null));
  expect([plan.readsLost, notes]).toEqual([false, []]);
});

test('without the right to the kernel user space is sampled, and a note says so', () => {
  const { session } = kernel(({ withoutKernel }) => (withoutKernel ? null : 'EACCES'));
  const { plan, notes } = unwrap(settle(session, planOf('cpu-clock'), own, null));
  expect([plan.withoutKernel, notes.map(({ code }) => code)]).toEqual([true, ['kernel-left-out']]);
});

test('an event that happens in the kernel alone is refused then, instead of counting nothing', () => {
  const { session } = kernel(({ withoutKernel }) => (withoutKernel ? null : 'EACCES'));
  for (const name of ['context-switches', 'migrations', 'cpu-clock:k']) {
    expect(settle(session, planOf(name), own, null)).toMatchObject({ ok: false, problem: { kind: 'host' } });
  }
});

test('the whole host cannot be had by leaving the kernel out', () => {
  const { session } = kernel(({ withoutKernel }) => (withoutKernel ? null : 'EACCES'));
  expect(settle(session, planOf('cpu-clock'), host, null)).toMatchObject({ ok: false });
});

test('cycles become cpu-clock where there is no counter, when nobody asked for cycles', () => {
  const { session } = kernel(({ type }) => (type === 0 ? 'ENOENT' : null));
  const { plan, notes } = unwrap(settle(session, planOf('cycles'), own, cpuClock));
  expect([plan.event.name, notes.map(({ code }) => code)]).toEqual(['cpu-clock', ['no-hardware-counters']]);
  const asked = settle(session, planOf('cycles'), own, null);
  expect(asked).toMatchObject({ ok: false, problem: { code: 'event-missing' } });
});

test('one lesser way after the other is tried until none is left', () => {
  const { session } = kernel(({ type, withoutKernel, readsLost }) => {
    if (readsLost) return 'EINVAL';
    if (type === 0) return 'ENOENT';
    return withoutKernel ? null : 'EACCES';
  });
  const { plan, notes } = unwrap(settle(session, planOf('cycles'), own, cpuClock));
  expect([plan.event.name, plan.withoutKernel, plan.readsLost, notes.length]).toEqual(['cpu-clock', true, false, 2]);
});

test('a bug is not taken for a refusal', () => {
  const session = { open: () => { throw new TypeError('wrong bytes'); } } as unknown as PerfSession;
  expect(() => settle(session, planOf('cpu-clock'), own, null)).toThrow(TypeError);
});
