import { expect, test } from 'vitest';
import type { Profile } from '@ai-perf/core-model';
import { countStacks } from './from-profile.ts';
import { kernelShare, shareWith, stacksOf } from './stack-counts.ts';

// main -> work, and main -> work -> write (kernel); two threads.
const profile = {
  version: 1,
  startedAt: '0',
  clock: 'monotonic',
  duration: 5e9,
  event: 'cpu-clock',
  period: 1e7,
  weightUnit: 'nanoseconds',
  strings: ['main', 'work', 'ksys_write', '/bin/a', '[kernel.kallsyms]'],
  modules: { path: [3, 4], buildId: [null, null] },
  frames: {
    function: [0, 1, 2],
    module: [0, 0, 1],
    address: [null, null, null],
    at: ['return-address', 'return-address', 'ip'],
    space: ['user', 'user', 'kernel'],
    file: [null, null, null],
    line: [null, null, null],
    inlineDepth: [0, 0, 0],
  },
  stacks: { frame: [0, 1, 2], parent: [-1, 0, 1] },
  samples: {
    at: [1, 2, 3, 4],
    cpu: [0, 0, 0, 0],
    tgid: [7, 7, 7, 8],
    tid: [7, 7, 9, 8],
    comm: [0, 0, 0, 0],
    stack: [1, 1, 2, 0],
    weight: [10, 10, 10, 10],
  },
  lost: 0,
  truncated: 0,
  throttled: 0,
  host: { hostname: '', kernel: '', machine: '', cpus: 1, memory: 0 },
  command: [],
} as unknown as Profile;

test('equal stacks of a thread are counted together, leaf first, and no sample is lost on the way', () => {
  const counts = countStacks(profile);
  expect(
    counts.stacks.map(({ tid, samples, weight, frames }) => [
      tid,
      samples,
      weight,
      frames.map((frame) => frame.function).join('<'),
    ]),
  ).toEqual([
    [7, 2, 20, 'work<main'],
    [8, 1, 10, 'main'],
    [9, 1, 10, 'ksys_write<work<main'],
  ]);
  expect([counts.samples, counts.weight]).toEqual([4, 40]);
});

test('shares are parts of the weight of one process', () => {
  const own = stacksOf(countStacks(profile), 7);
  expect(kernelShare(own)).toBeCloseTo(1 / 3);
  expect(shareWith(own, (frame) => frame.function === 'main')).toBe(1);
  expect(shareWith([], () => true)).toBe(0);
});
