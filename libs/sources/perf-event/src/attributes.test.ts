import { unwrap } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Bytes, Count, Hertz } from '@ai-perf/core-units';
import { expect, test } from 'vitest';
import { packAttributes } from './attributes.ts';
import type { AttributePlan } from './attributes.ts';
import { resolveEvent } from './event-name.ts';

const usual: AttributePlan = {
  event: unwrap(resolveEvent('cpu-clock')),
  rate: { kind: 'frequency', hertz: as<Hertz>(99) },
  callGraph: { kind: 'frame-pointers' },
  tracksTasks: true,
  enableOnExec: false,
  inherit: true,
  withoutKernel: false,
  readsLost: true,
};

const viewOf = (change: Partial<AttributePlan>): DataView =>
  new DataView(packAttributes({ ...usual, ...change }).buffer);

/** Numbers of the set bits of the flags word, as `struct perf_event_attr` counts its bit fields. */
function flagBits(change: Partial<AttributePlan>): readonly number[] {
  const flags = viewOf(change).getBigUint64(40, true);
  return Array.from({ length: 64 }, (_, bit) => bit).filter((bit) => ((flags >> BigInt(bit)) & 1n) === 1n);
}

test('type, size, config and frequency stand where the kernel reads them', () => {
  const view = viewOf({ event: unwrap(resolveEvent('LLC-load-misses')) });
  expect([view.getUint32(0, true), view.getUint32(4, true), view.byteLength]).toEqual([3, 112, 112]);
  expect([view.getBigUint64(8, true), view.getBigUint64(16, true)]).toEqual([0x1_00_02n, 99n]);
});

test('times come from CLOCK_MONOTONIC, and a wake-up from half a ring', () => {
  expect([viewOf({}).getInt32(92, true), viewOf({}).getUint32(48, true)]).toEqual([1, 0]);
  expect(flagBits({})).toEqual(expect.arrayContaining([14, 25]));
});

test('one event tells mappings, names and tasks, the others only sample', () => {
  // inherit, exclude_idle, freq, watermark, sample_id_all, use_clockid
  const always = [1, 7, 10, 14, 18, 25];
  expect(flagBits({ tracksTasks: false })).toEqual(always);
  // mmap, comm, task, mmap2, comm_exec
  expect(flagBits({})).toEqual([...always, 8, 9, 13, 23, 24].toSorted((a, b) => a - b));
});

test('a period has no frequency bit', () => {
  const rate = { kind: 'period', events: as<Count>(1000) } as const;
  expect(flagBits({ rate })).not.toContain(10);
  expect(viewOf({ rate }).getBigUint64(16, true)).toBe(1000n);
});

test('a held command is off until its exec', () => {
  expect(flagBits({ enableOnExec: true })).toEqual(expect.arrayContaining([0, 12]));
});

test('without the right to it the kernel is left out of samples and chains', () => {
  expect(flagBits({ withoutKernel: true })).toEqual(expect.arrayContaining([5, 6, 21]));
  expect(flagBits({ event: unwrap(resolveEvent('cpu-clock:u')) })).toEqual(expect.arrayContaining([5, 6]));
  expect(flagBits({ event: unwrap(resolveEvent('cpu-clock:k')) })).toContain(4);
});

test('a stack copy takes 20 registers and the asked bytes instead of the user chain', () => {
  const callGraph = { kind: 'stack-copy', bytes: as<Bytes>(8192) } as const;
  const view = viewOf({ callGraph });
  expect([view.getBigUint64(80, true), view.getUint32(88, true)]).toEqual([0xff0fffn, 8192]);
  expect(flagBits({ callGraph })).toContain(22);
  expect(view.getBigUint64(24, true) & 0x3020n).toBe(0x3020n);
});

test('without a call graph no chain is taken', () => {
  expect(viewOf({ callGraph: { kind: 'none' } }).getBigUint64(24, true) & 0x20n).toBe(0n);
});

test('lost records are read where the kernel counts them', () => {
  expect([viewOf({}), viewOf({ readsLost: false })].map((view) => view.getBigUint64(32, true))).toEqual([0x17n, 0x7n]);
});
