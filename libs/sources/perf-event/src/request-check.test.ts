import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { as } from '@ai-perf/core-units';
import type { Bytes, Hertz } from '@ai-perf/core-units';
import { expect, test } from 'vitest';
import { readOnlineCpus } from './kernel-settings.ts';
import { checkRequest, cpusOf, hiddenNotes, ringNotes, ringPagesOf } from './request-check.ts';
import type { SamplingRequest } from './sampling-request.ts';

const request: SamplingRequest = {
  target: { kind: 'system' },
  events: [],
  rate: { kind: 'frequency', hertz: as<Hertz>(99) },
  callGraph: { kind: 'frame-pointers' },
  ringPages: null,
};

test('a ring must be a power of two, and the problem says the next one', () => {
  const fixes = [1, 128, 3, 0, -4].map((ringPages) => checkRequest({ ...request, ringPages })?.fix ?? null);
  expect(fixes).toEqual([null, null, 'use 4', 'use 1', 'use 1']);
});

test('stack copies get larger rings when nobody asks for a size', () => {
  expect([ringPagesOf(request), ringPagesOf({ ...request, ringPages: 2 })]).toEqual([128, 2]);
  expect(ringPagesOf({ ...request, callGraph: { kind: 'stack-copy', bytes: as<Bytes>(8192) } })).toBe(1024);
});

test('CPUs that are off are no place to sample', () => {
  expect(checkRequest({ ...request, cpus: [9999] })).toMatchObject({ code: 'cpus-off', kind: 'usage' });
  expect(cpusOf({ cpus: [0, 9999] })).toEqual([0]);
});

test('online CPUs are those with a line in /proc/stat', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stat-'));
  writeFileSync(join(folder, 'stat'), 'cpu  1 2 3\ncpu0 1 2\ncpu2 1 2\ncpu11 0 0\nintr 5\n');
  expect(readOnlineCpus(join(folder, 'stat'))).toEqual([0, 2, 11]);
  expect(readOnlineCpus(join(folder, 'nothing'))).toEqual([0]);
  rmSync(folder, { recursive: true });
});

test('a smaller ring is worth a note when it is smaller than asked for, or than perf s', () => {
  const codes = [ringNotes(request, 128), ringNotes(request, 64), ringNotes({ ...request, ringPages: 512 }, 256)];
  expect(codes.map((notes) => notes.length)).toEqual([0, 1, 1]);
});

test('hidden mappings are told once, with their number', () => {
  expect(hiddenNotes(0)).toEqual([]);
  expect(hiddenNotes(1)[0]?.what).toBe('addresses of 1 process stay without names');
  expect(hiddenNotes(3)[0]?.what).toBe('addresses of 3 processes stay without names');
});
