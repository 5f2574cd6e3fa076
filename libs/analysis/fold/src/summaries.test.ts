import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import {
  checkProfile,
  countText,
  flameTreeOfFolded,
  flameTreeOfProfile,
  frameOf,
  hotPath,
  pruneTree,
  rowText,
  topFunctions,
  totalWeight,
  weightText,
} from './index.ts';
import type { FlameTree } from './index.ts';
import { profileOfStacks, randomStacks } from './testing/index.ts';

const folded = (text: string): FlameTree => unwrap(flameTreeOfFolded(text));

test('a recursive function is counted once a sample', () => {
  const tree = folded('main;f;f;g;f 4\nmain;g 6\n');
  const rows = topFunctions(tree).map(({ frame, own, total, ownShare }) => [frame.name, own, total, ownShare]);
  expect(rows).toEqual([
    ['g', 6, 10, 0.6],
    ['f', 4, 4, 0.4],
    ['main', 0, 10, 0],
  ]);
});

test('own weights of all functions and threads add up to the whole', () => {
  const tree = flameTreeOfProfile(profileOfStacks(randomStacks(5, { stacks: 300, names: ['a', 'b', 'c'] })));
  const threads = [...tree.frame.keys()].filter((row) => ['thread', 'root'].includes(frameOf(tree, row).kind));
  const idle = threads.reduce((sum, row) => sum + (tree.own[row] ?? 0), 0);
  expect(topFunctions(tree).reduce((sum, { own }) => sum + own, idle)).toBe(totalWeight(tree));
});

test('the hot path follows the heaviest child and ends where the weight is', () => {
  const tree = folded('m;a;x 5\nm;a 50\nm;b 30\n');
  expect(hotPath(tree).map(({ frame, total }) => [frame.name, total])).toEqual([
    ['m', 85],
    ['a', 55],
  ]);
});

test('pruning keeps the heaviest boxes, each with its parent, and their places', () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const whole = flameTreeOfProfile(profileOfStacks(randomStacks(seed, { stacks: 200, names: ['a', 'b', 'c', 'd'] })));
    const { tree, hidden } = pruneTree(whole, { rows: 50 });
    expect([tree.frame.length, hidden]).toEqual([50, whole.frame.length - 50]);
    for (let row = 1; row < 50; row += 1) {
      const parent = tree.parent[row] ?? -1;
      expect(parent).toBeGreaterThanOrEqual(0);
      expect(tree.depth[row]).toBe((tree.depth[parent] ?? 0) + 1);
      expect((tree.start[row] ?? 0) + (tree.total[row] ?? 0)).toBeLessThanOrEqual(
        (tree.start[parent] ?? 0) + (tree.total[parent] ?? 0),
      );
    }
    expect(tree.total[0]).toBe(whole.total[0]);
  }
});

test('pruning by weight and by depth counts what it hides', () => {
  const whole = folded('a;b;c 9\na;d 1\n');
  expect(pruneTree(whole, { minWeight: 2 }).hidden).toBe(1);
  expect(pruneTree(whole, { depth: 1 }).tree.frame.length).toBe(2);
  expect(pruneTree(whole, {}).tree).toBe(whole);
});

test('a box says its name, module, kind, weight and share', () => {
  const frames = [{ name: 'burn', module: '/usr/bin/service', inlined: true }];
  const stack = { comm: 'svc', frames, weight: 1_500_000_000 };
  const tree = flameTreeOfProfile(profileOfStacks([stack, { ...stack, frames: [] }], 'nanoseconds'));
  expect(rowText(tree, 2)).toBe('burn (service, inlined): 1.50 s, 1 sample, 50.0 %');
  expect(rowText(folded('a;b_[k] 3\n'), 2)).toBe('b (kernel): 3 samples, 100.0 %');
});

test('weights are written with their unit', () => {
  expect([
    weightText(1234567, 'samples'),
    weightText(1, 'samples'),
    weightText(1536, 'bytes'),
    weightText(2, 'calls'),
  ]).toEqual(['1,234,567 samples', '1 sample', '1.5 KiB', '2 calls']);
  expect(countText(1234.5)).toBe('1,234.5');
});

test('a sound profile passes and comes back equal', () => {
  const profile = profileOfStacks(randomStacks(3, { stacks: 50, names: ['a', 'b'] }));
  expect(unwrap(checkProfile(JSON.parse(JSON.stringify(profile))))).toEqual(profile);
});

test('row numbers that point nowhere, uneven columns and rings are refused with the place', () => {
  const sound = profileOfStacks([{ comm: 'c', frames: [{ name: 'a', module: '/m' }, { name: 'b' }] }]);
  const why = (change: object): string => {
    const judged = checkProfile({ ...sound, ...change });
    return judged.ok ? 'ok' : `${judged.problem.kind}: ${judged.problem.why}`;
  };
  expect(why({ stacks: { frame: [0, 9], parent: [-1, 0] } })).toBe(
    'usage: stacks.frame[1] is 9, but its table has 2 rows',
  );
  expect(why({ stacks: { frame: [0, 1], parent: [-1] } })).toBe('usage: the columns of stacks are not equally long');
  expect(why({ stacks: { frame: [0, 1], parent: [1, 0] } })).toBe(
    'usage: stacks.parent[0] is 1: a parent comes before its children',
  );
  expect(why({ strings: [] })).toContain('modules.path[0] is');
  expect(why({ version: 2 })).toContain('version');
  expect(why({ samples: { ...sound.samples, weight: [-1] } })).toContain('samples.weight.0');
});
