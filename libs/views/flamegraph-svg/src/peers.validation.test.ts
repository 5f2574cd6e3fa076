import { spawnSync } from 'node:child_process';
import { flameTreeOfFolded, flameTreeOfProfile, foldedText } from '@ai-perf/analysis-fold';
import { hostileNames, profileOfStacks, randomStacks } from '@ai-perf/analysis-fold/testing';
import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { flamegraphSvg } from './index.ts';

const peers: readonly (readonly string[])[] = [
  ['inferno-flamegraph', '--minwidth', '0', '--deterministic'],
  ['flamegraph.pl', '--minwidth', '0', '--hash'],
];
const isThere = ([name = '']: readonly string[]): boolean => spawnSync(name, ['--help']).error === undefined;
const peer = peers.find(isThere);
const noPeer = `neither ${peers.map(([name]) => name).join(' nor ')} is on the PATH`;

// Both write `name (1,234 samples, 5.67%)` into the title of each box; ours says `name: 1,234 samples, 5.7 %`.
const theirs = (svg: string): string[] =>
  [...svg.matchAll(/<title>(.*?) \(([\d,]+) samples, [\d.]+%\)<\/title>/g)].map(
    ([, name, count]) => `${name} ${count}`,
  );
const ours = (svg: string): string[] =>
  [...svg.matchAll(/<g><title>(.*?)(?: \(.*?\))?: ([\d,]+) samples?, [\d.]+ %<\/title>/g)].map(
    ([, name, count]) => `${name} ${count}`,
  );

function drawnByPeer(folded: string): string {
  const [name = '', ...flags] = peer ?? [];
  const { stdout, stderr, status } = spawnSync(name, flags, { input: folded, encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(stderr).not.toContain('Ignored');
  expect(status).toBe(0);
  return stdout;
}

test('every box has the name and the count that the peer gives it', ({ skip }) => {
  skip(peer === undefined, noPeer);
  for (let seed = 1; seed <= 10; seed += 1) {
    const stacks = randomStacks(seed, { stacks: 300, names: ['main', 'run', 'poll', 'leaf', 'x::y'] });
    const folded = foldedText(flameTreeOfProfile(profileOfStacks(stacks)), { annotate: false });
    const tree = unwrap(flameTreeOfFolded(folded));
    const boxes = ours(flamegraphSvg(tree, { minWidth: 0 })).sort();
    expect(boxes.length).toBe(tree.frame.length);
    expect(boxes).toEqual(theirs(drawnByPeer(folded)).sort());
  }
});

test('the peer splits our lines of hostile names where we do: its boxes add up to the same stacks', ({ skip }) => {
  skip(peer === undefined, noPeer);
  for (const name of hostileNames.filter((text) => text.trim() === text && text !== '')) {
    const tree = flameTreeOfProfile(profileOfStacks([{ comm: 'c', frames: [{ name }, { name: 'leaf' }], weight: 7 }]));
    expect(theirs(drawnByPeer(foldedText(tree))).length, name).toBe(4);
  }
});
