import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { eventCode } from './event-catalog.ts';
import { resolveEvent } from './event-name.ts';

test('names and aliases of perf-list are numbers of perf_event.h', () => {
  expect(eventCode('cpu-clock')).toEqual({ type: 1, config: 0n, weightUnit: 'nanoseconds' });
  expect(eventCode('cs')).toEqual(eventCode('context-switches'));
  expect(eventCode('cpu-cycles')).toEqual({ type: 0, config: 0n, weightUnit: 'events' });
});

test('a cache event is cache, operation and result in three bytes', () => {
  expect(eventCode('LLC-load-misses')?.config).toBe(0x1_00_02n);
  expect(eventCode('dTLB-stores')?.config).toBe(0x0_01_03n);
  expect(eventCode('L1-icache-prefetches')?.config).toBe(0x0_02_01n);
});

test('a raw code is what follows the r', () => {
  expect(eventCode('r01c2')).toEqual({ type: 4, config: 0x1c2n, weightUnit: 'events' });
});

test('a name that no kernel has is no event, not even one of every object', () => {
  for (const name of ['', 'cycle', 'LLC-', 'LLC-constructor', 'toString', '__proto__', 'r', 'rxyz']) {
    expect(eventCode(name)).toBeNull();
  }
});

test('a modifier says which side is left out', () => {
  const sides = ['cpu-clock', 'cpu-clock:u', 'cpu-clock:k', 'cpu-clock:uk'].map((name) => unwrap(resolveEvent(name)));
  expect(sides.map(({ userOnly, kernelOnly }) => [userOnly, kernelOnly])).toEqual([
    [false, false],
    [true, false],
    [false, true],
    [false, false],
  ]);
});

test('an unknown event is wrong usage and names those that there are', () => {
  const result = resolveEvent('cpu-clack');
  expect(result).toMatchObject({ ok: false, problem: { code: 'unknown-event', kind: 'usage' } });
  expect(!result.ok && result.problem.why).toContain('cpu-clock');
});
