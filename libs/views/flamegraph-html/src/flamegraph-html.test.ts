import { flameTreeOfFolded, flameTreeOfProfile, rowText } from '@ai-perf/analysis-fold';
import type { FlameTree } from '@ai-perf/analysis-fold';
import { hostileNames, profileOfStacks, randomStacks } from '@ai-perf/analysis-fold/testing';
import type { PageAssets, Profile } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import { escapeTerminal } from '@ai-perf/core-text';
import { expect, test } from 'vitest';
import { flamegraphHtml, profileFacts, treeFacts } from './index.ts';
import { drawnTree } from './flame-data.ts';
import type { FlameData } from './flame-data.ts';

const part = (text: string): PageAssets['script'] => ({ text, hash: `sha256-${text}` });
const assets: PageAssets = { script: part('run()'), style: part('p{}'), reportStyle: part('h1{}') };

const folded = (text: string): FlameTree => unwrap(flameTreeOfFolded(text));
const pageOf = (tree: FlameTree): string => flamegraphHtml(tree, { facts: treeFacts(tree) }, assets);
const jsonOf = (html: string): string => /<script type="application\/json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
const factsOf = (profile: Profile): Record<string, string> => Object.fromEntries(profileFacts(profile));

test('the page carries the tree whole: what it draws says what the tree says', () => {
  const tree = flameTreeOfProfile(profileOfStacks(randomStacks(4, { stacks: 300, names: hostileNames }), 'bytes'));
  const carried = drawnTree(JSON.parse(jsonOf(pageOf(tree))) as FlameData);
  const texts = (one: Parameters<typeof rowText>[0]): string[] =>
    [...one.frame.keys()].map((row) => escapeTerminal(rowText(one, row)));
  expect(texts(carried)).toEqual(texts(tree));
  expect([...carried.parent]).toEqual([...tree.parent]);
});

test('names that hold markup stay text, in the data, the table and the head', () => {
  const stacks = hostileNames.map((name) => ({ comm: name, frames: [{ name, module: `/lib/${name}` }] }));
  const profile = { ...profileOfStacks(stacks), command: [...hostileNames] };
  const tree = flameTreeOfProfile(profile);
  const html = flamegraphHtml(tree, { title: hostileNames.join(' '), facts: profileFacts(profile) }, assets);
  expect(html).not.toMatch(/<img|onerror=alert\(1\)>/);
  expect(html.match(/<script/g)?.length).toBe(2);
  expect(html.match(/<\/script/g)?.length).toBe(2);
  expect(jsonOf(html)).not.toMatch(/[<>&]/);
});

test('the policy allows the two parts by hash and nothing else', () => {
  const policy = /Content-Security-Policy" content="(.*?)"/.exec(pageOf(folded('a 1\n')))?.[1];
  expect(policy).toBe(
    "default-src 'none'; script-src 'sha256-run()'; style-src 'sha256-p{}'; base-uri 'none'; form-action 'none'",
  );
});

test('nothing on the page points outside', () => {
  expect(pageOf(folded('a 1\n'))).not.toMatch(/\b(href|src|action)=|url\(|@import|https?:/);
});

test('no element carries a style or a handler, which the policy would refuse', () => {
  expect(pageOf(folded('a;b 1\n'))).not.toMatch(/<[^>]* (style|on[a-z]+)=/);
});

test('more than 5,000 boxes are cut to the heaviest and the page says how many went', () => {
  const lines = Array.from({ length: 6000 }, (_, at) => `f${at} ${at + 1}\n`).join('');
  const html = pageOf(folded(lines));
  const data = JSON.parse(jsonOf(html)) as FlameData;
  expect([data.frame.length, Math.min(...data.total)]).toEqual([5000, 1002]);
  expect(html).toContain('1,001 of the lightest boxes are neither drawn nor searched; the table counts them.');
});

test('the table names the heaviest functions with their shares', () => {
  const html = pageOf(folded('m;a 30\nm;b_[k] 70\n'));
  expect(html).toContain(
    '<td class="number">70.0 %</td><td class="number">70.0 %</td><td class="number">70 samples</td>',
  );
  expect(html).toContain('<th scope="row"><code>b</code></th><td>kernel</td>');
  expect(html).toContain('All 3, by the weight');
});

test('the head says what was measured and what was lost, also when nothing was', () => {
  const profile = profileOfStacks([
    { comm: 'c', frames: [] },
    { comm: 'c', frames: [] },
  ]);
  expect(factsOf(profile)).toEqual({
    Command: './service --workers 8',
    Event: 'cpu-clock',
    Duration: '20.00 ms',
    Samples: '2',
    Lost: '0',
    'Cut stacks': '0',
    Host: 'test, Linux 6.1.0, x86_64, 2 CPUs',
    Started: '2023-11-14 22:13:20 UTC',
  });
  const attached = factsOf({ ...profile, command: [], throttled: 3 as Profile['throttled'] });
  expect([attached['Command'], attached['Throttled']]).toEqual([undefined, '3 times']);
  expect(treeFacts(folded('a 3\nbad\n'))).toEqual([
    ['Weight', '3 samples'],
    ['Dropped, line without a weight', '1'],
  ]);
});

test('a start time that no calendar holds does not keep the page from being made', () => {
  const profile = { ...profileOfStacks([]), startedAt: '9'.repeat(30) as Profile['startedAt'] };
  expect(factsOf(profile)['Started']).toBe('9'.repeat(30));
});
