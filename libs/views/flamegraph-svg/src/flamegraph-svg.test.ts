import { flameTreeOfFolded, flameTreeOfProfile } from '@ai-perf/analysis-fold';
import type { FlameTree } from '@ai-perf/analysis-fold';
import { hostileNames, profileOfStacks, randomStacks } from '@ai-perf/analysis-fold/testing';
import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { flamegraphSvg } from './index.ts';

const folded = (text: string): FlameTree => unwrap(flameTreeOfFolded(text));

interface Drawn {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string | null;
}

const pattern =
  /<g><title>(.*?)<\/title><rect x="(.*?)" y="(.*?)" width="(.*?)".*?\/>(?:<text .*?>(.*?)<\/text>)?<\/g>/g;
const boxesOf = (svg: string): Drawn[] =>
  [...svg.matchAll(pattern)].map(([, title = '', x, y, width, text]) => ({
    title,
    x: Number(x),
    y: Number(y),
    width: Number(width),
    text: text ?? null,
  }));

test('widths are to scale and children stand on their parent', () => {
  const boxes = boxesOf(flamegraphSvg(folded('a;b 30\na;c 10\nd 60\n'), { width: 1024 }));
  expect(boxes.map(({ title }) => title)).toEqual([
    'all: 100 samples, 100.0 %',
    'a: 40 samples, 40.0 %',
    'b: 30 samples, 30.0 %',
    'c: 10 samples, 10.0 %',
    'd: 60 samples, 60.0 %',
  ]);
  expect(boxes.map(({ x, width }) => [x, width])).toEqual([
    [12, 999.4],
    [12, 399.4],
    [12, 299.4],
    [312, 99.4],
    [412, 599.4],
  ]);
  expect(boxes.map(({ y }) => y)).toEqual([100, 83, 66, 66, 83]);
});

test('inverted, the root is on top', () => {
  expect(boxesOf(flamegraphSvg(folded('a;b 1\n'), { inverted: true })).map(({ y }) => y)).toEqual([66, 83, 100]);
});

test('a label is cut to its box and left out of a box that has no room', () => {
  const svg = flamegraphSvg(folded('a_rather_long_function_name 10\nanother 90\n'), { width: 1024 });
  expect(boxesOf(svg).map(({ text }) => text)).toEqual(['all', 'a_rather_lon…', 'another']);
  expect(boxesOf(flamegraphSvg(folded('xy 1\nrest 99\n'), { width: 1024 }))[2]?.text).toBe(null);
});

test('a title as long as a command line may be is cut to the drawing', () => {
  const svg = flamegraphSvg(folded('a 1\n'), { title: 'x'.repeat(100_000) });
  expect(svg).toContain(`>${'x'.repeat(108)}…</text>`);
});

test('boxes that are too narrow are left out and counted', () => {
  const svg = flamegraphSvg(folded('main 1000000\ntiny;deep 1\n'));
  expect(boxesOf(svg).length).toBe(2);
  expect(svg).toContain('2 boxes are not drawn: narrower than 0.1 px or more than 1,000 deep');
});

test('a stack of 5,000 frames is drawn to a depth of 1,000 and says so', () => {
  const svg = flamegraphSvg(folded(`${Array.from({ length: 5000 }, () => 'f').join(';')} 1\n`));
  expect(boxesOf(svg).length).toBe(1001);
  expect(svg).toContain('4,000 boxes are not drawn');
});

test('names that hold markup stay text, and no control character is left', () => {
  const stacks = hostileNames.map((name) => ({ comm: name, frames: [{ name, module: `/lib/${name}` }] }));
  const svg = flamegraphSvg(flameTreeOfProfile(profileOfStacks(stacks)), {
    title: hostileNames.join(' '),
    subtitle: '<b>&',
  });
  expect(svg).not.toMatch(/<(img|script|b)\b/);
  expect(svg).toContain('&lt;img src=x onerror=alert(1)&gt;');
  // XML 1.0 forbids these even as character references.
  expect(svg.replace(/\n/g, '')).not.toMatch(/\p{Control}|\p{Surrogate}/u);
  expect(
    [...svg.matchAll(/<(\/?)([a-z]+)/g)]
      .map(([, , tag]) => tag)
      .every((tag) => ['svg', 'title', 'rect', 'text', 'g'].includes(tag ?? '')),
  ).toBe(true);
});

test('there is no script, no link and no style that a strict page would refuse', () => {
  const svg = flamegraphSvg(folded('a 1\n'));
  expect(svg).not.toMatch(/<script|<style|style=|href|url\(|\bon[a-z]+=/);
});

test('the same tree gives the same bytes, in whatever order the samples came', () => {
  const stacks = randomStacks(9, { stacks: 200, names: ['a', 'b', 'c'] });
  const svg = flamegraphSvg(flameTreeOfProfile(profileOfStacks(stacks)));
  expect(flamegraphSvg(flameTreeOfProfile(profileOfStacks([...stacks].reverse())))).toBe(svg);
});

test('a tree without weight is an empty drawing, not a broken one', () => {
  const svg = flamegraphSvg(flameTreeOfProfile(profileOfStacks([])));
  expect(svg).not.toContain('NaN');
  expect(boxesOf(svg).map(({ width }) => width)).toEqual([0]);
});
