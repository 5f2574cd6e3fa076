import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { flameTreeOfFolded, flameTreeOfProfile, foldedText, frameOf, namesOf, pathOf } from './index.ts';
import type { FlameTree } from './index.ts';
import { hostileNames, profileOfStacks, randomStacks } from './testing/index.ts';

const seeds = Array.from({ length: 40 }, (_, seed) => seed + 1);
const plainNames = ['main', 'run', 'read', 'write', 'a', 'a.x', 'a 5', 'b'];

const random = (seed: number, names: readonly string[]): FlameTree =>
  flameTreeOfProfile(profileOfStacks(randomStacks(seed, { stacks: 200, names })));

const rowsOf = (tree: FlameTree): number[] => [...tree.frame.keys()];

function weightWithChildren(tree: FlameTree): number[] {
  const sums = [...tree.own];
  for (const row of rowsOf(tree).slice(1)) {
    const parent = tree.parent[row] ?? -1;
    sums[parent] = (sums[parent] ?? 0) + (tree.total[row] ?? 0);
  }
  return sums;
}

// Where each box must begin when the children of a parent stand side by side from its left edge.
function expectedStarts(tree: FlameTree): number[] {
  const edge = new Map<number, number>();
  return rowsOf(tree).map((row) => {
    const parent = tree.parent[row] ?? -1;
    const left = edge.get(parent) ?? tree.start[parent] ?? 0;
    edge.set(parent, left + (tree.total[row] ?? 0));
    return left;
  });
}

test('no parent is split in two: siblings are never the same frame', () => {
  for (const seed of seeds) {
    const tree = random(seed, hostileNames);
    const boxes = rowsOf(tree).map((row) => `${tree.parent[row]} ${tree.frame[row]}`);
    expect(new Set(boxes).size, `seed ${seed}`).toBe(boxes.length);
  }
});

test('the weight of a box is its own and that of its children, exactly', () => {
  for (const seed of seeds) {
    const tree = random(seed, plainNames);
    expect(weightWithChildren(tree), `seed ${seed}`).toEqual([...tree.total]);
  }
});

test('children stand side by side above their parent, without overlap, in the order of their names', () => {
  for (const seed of seeds) {
    const tree = random(seed, plainNames);
    expect([...tree.start], `seed ${seed}`).toEqual(expectedStarts(tree));
    const depths = rowsOf(tree).map((row) => (row === 0 ? 0 : (tree.depth[tree.parent[row] ?? -1] ?? 0) + 1));
    expect([...tree.depth]).toEqual(depths);
  }
});

test('every sample is kept or dropped under a name, in number and in weight', () => {
  for (const seed of seeds) {
    const stacks = randomStacks(seed, { stacks: 300, names: plainNames });
    const filter = { comms: ['main', 'a'], tgids: [100, 101], space: 'kernel' } as const;
    const tree = flameTreeOfProfile(profileOfStacks(stacks), { filter });
    const { input, kept, drops } = tree.account;
    expect(input.count).toBe(300);
    expect(input.weight).toBe(stacks.reduce((sum, { weight }) => sum + (weight ?? 0), 0));
    expect(drops.reduce((sum, { count }) => sum + count, Number(kept.count))).toBe(300);
    expect(drops.reduce((sum, { weight }) => sum + weight, kept.weight)).toBe(input.weight);
    expect(kept.weight).toBe(tree.total[0]);
    expect(drops.map(({ reason }) => reason).sort()).toEqual([
      'no kernel frame',
      'other command',
      'other process',
      'zero weight',
    ]);
  }
});

test('folded text read again is the same text, whatever the names hold', () => {
  for (const seed of seeds) {
    const text = foldedText(random(seed, hostileNames));
    const again = unwrap(flameTreeOfFolded(text));
    expect(foldedText(again)).toBe(text);
    expect(again.account.drops).toEqual([]);
  }
});

test('a sibling whose name sorts between parent and child splits nothing', () => {
  const tree = unwrap(flameTreeOfFolded('a 5\na.x 3\na;b 1\n'));
  expect(rowsOf(tree).map((row) => [namesOf(tree, row).join('/'), tree.total[row]])).toEqual([
    ['', 9],
    ['a', 6],
    ['a/b', 1],
    ['a.x', 3],
  ]);
});

test('frames of one name in two modules, or in kernel and user space, are two boxes', () => {
  const frames = [
    { name: 'read', module: '/lib/a' },
    { name: 'read', module: '/lib/b' },
    { name: 'read', space: 'kernel' as const },
  ];
  const tree = flameTreeOfProfile(profileOfStacks(frames.map((frame) => ({ comm: 'c', frames: [frame, frame] }))));
  expect(tree.frame.length).toBe(1 + 1 + 3 * 2);
  expect(foldedText(tree, { annotate: false })).toBe('c;read;read 3\n');
});

test('reversed stacks begin with the leaf', () => {
  const stacks = [
    ['main', 'x', 'leaf'],
    ['main', 'y', 'leaf'],
  ].map((names) => ({ comm: 'c', frames: names.map((name) => ({ name })) }));
  const tree = flameTreeOfProfile(profileOfStacks(stacks), { reverse: true });
  expect(foldedText(tree)).toBe('leaf;x;main;c 1\nleaf;y;main;c 1\n');
  expect(tree.total[1]).toBe(2);
});

test('threads are told apart by number when that is asked for', () => {
  const profile = profileOfStacks([
    { comm: 'w', tgid: 7, tid: 8, frames: [] },
    { comm: 'w', tgid: 7, tid: 9, frames: [] },
  ]);
  expect(foldedText(flameTreeOfProfile(profile))).toBe('w 2\n');
  expect(foldedText(flameTreeOfProfile(profile, { thread: 'process' }))).toBe('w-7 2\n');
  expect(foldedText(flameTreeOfProfile(profile, { thread: 'thread' }))).toBe('w-7/8 1\nw-7/9 1\n');
});

test('weight and number of samples are told apart', () => {
  const profile = profileOfStacks(
    [
      { comm: 'w', frames: [], weight: 10 },
      { comm: 'w', frames: [], weight: 30 },
    ],
    'nanoseconds',
  );
  const tree = flameTreeOfProfile(profile);
  expect([tree.unit, tree.total[1], tree.samples?.[1]]).toEqual(['nanoseconds', 40, 2]);
  const counted = flameTreeOfProfile(profile, { weigh: 'samples' });
  expect([counted.unit, counted.total[1], counted.samples?.[1]]).toEqual(['samples', 2, 2]);
  const light = flameTreeOfProfile(profileOfStacks([{ comm: 'w', frames: [], weight: 0 }]), { weigh: 'samples' });
  expect([light.total[1], light.account.drops]).toEqual([1, []]);
});

test('the user filter takes kernel frames off the stack and keeps the sample', () => {
  const frames = [{ name: 'main' }, { name: 'do_syscall_64', space: 'kernel' as const }];
  const tree = flameTreeOfProfile(profileOfStacks([{ comm: 'w', frames }]), { filter: { space: 'user' } });
  expect(foldedText(tree)).toBe('w;main 1\n');
});

test('a stack of 100,000 frames is laid out without running out of ours', () => {
  const line = `${Array.from({ length: 100_000 }, (_, at) => `f${at % 7}`).join(';')} 3\n`;
  const tree = unwrap(flameTreeOfFolded(line));
  expect([tree.maxDepth, tree.total[tree.frame.length - 1], tree.total[0]]).toEqual([100_000, 3, 3]);
  expect(pathOf(tree, 100_000).length).toBe(100_000);
  expect(frameOf(tree, 1).name).toBe('f0');
});
