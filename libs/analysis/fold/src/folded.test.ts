import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { flameTreeOfFolded, flameTreeOfProfile, foldedText, frameOf, namesOf } from './index.ts';
import { hostileNames, profileOfStacks } from './testing/index.ts';

const leafOf = (text: string): readonly string[] => {
  const tree = unwrap(flameTreeOfFolded(text));
  return namesOf(tree, tree.frame.length - 1);
};

test('names that hold syntax survive the way out and back, and no other tool would split them', () => {
  for (const name of hostileNames) {
    const text = foldedText(flameTreeOfProfile(profileOfStacks([{ comm: 'c', frames: [{ name }, { name: 'leaf' }] }])));
    expect(text.split(/[;\n]/).length, name).toBe(4);
    expect(leafOf(text)).toEqual(['c', name, 'leaf']);
  }
});

test('kernel, jit and inlined frames carry the annotations of stackcollapse-perf.pl', () => {
  const frames = [
    { name: 'js', space: 'jit' as const },
    { name: 'in', inlined: true },
    { name: 'vfs_read', space: 'kernel' as const },
  ];
  const tree = flameTreeOfProfile(profileOfStacks([{ comm: 'node', frames }]));
  expect(foldedText(tree)).toBe('node;js_[j];in_[i];vfs_read_[k] 1\n');
  expect(foldedText(tree, { annotate: false })).toBe('node;js;in;vfs_read 1\n');
  const again = unwrap(flameTreeOfFolded(foldedText(tree)));
  expect([2, 3, 4].map((row) => frameOf(again, row).kind)).toEqual(['jit', 'user', 'kernel']);
  expect(frameOf(again, 3).inlined).toBe(true);
});

test('the weight is what stands after the last space', () => {
  expect(leafOf('my prog 7 x;f (int, char) 3\n')).toEqual(['my prog 7 x', 'f (int, char)']);
});

test('line ends of Windows, blank lines and a missing last line end are no matter', () => {
  const tree = unwrap(flameTreeOfFolded('a;b 1\r\n\r\n\na;b 2'));
  expect(foldedText(tree)).toBe('a;b 3\n');
  expect(tree.account.drops).toEqual([]);
});

test('a line that cannot be counted is dropped under its reason', () => {
  const text = 'a;b 1\nno weight here\na;b 0\na;b -4\na;b 1e3\na;b 99999999999999999999\nword\n';
  const { account } = unwrap(flameTreeOfFolded(text));
  expect(account.kept).toEqual({ count: 1, weight: 1 });
  expect(account.input.count).toBe(7);
  expect(account.drops.map(({ reason, count }) => [reason, count])).toEqual([
    ['line without a weight', 4],
    ['zero weight', 1],
    ['weight above 2^53', 1],
  ]);
});

test('text without one stack is a problem that quotes its first line', () => {
  const wrong = flameTreeOfFolded('swapper 0 [000] 12.3: cpu-clock:\n\tffff do_idle\n');
  expect(wrong.ok ? '' : wrong.problem.why).toContain('swapper 0 [000] 12.3: cpu-clock:');
  const empty = flameTreeOfFolded('\n');
  expect(empty.ok ? '' : `${empty.problem.kind} ${empty.problem.why}`).toBe('usage the input is empty');
});

test('a backslash from another tool stays as it is', () => {
  expect(leafOf('C:\\dir;\\d;\\u{110000} 1\n')).toEqual(['C:\\dir', '\\d', '\\u{110000}']);
});
