import { hostileNames, profileOfStacks } from '@ai-perf/analysis-fold/testing';
import { diagnosisSchema } from '@ai-perf/core-model';
import type { Diagnosis, PageAssets, Profile } from '@ai-perf/core-model';
import { expect, test } from 'vitest';
import { figureText } from './figure.ts';
import { reportPage } from './index.ts';
import { culpritText, siteText } from './names.ts';
import { sampleDiagnosis } from './testing/sample-diagnosis.ts';

const part = (text: string): PageAssets['script'] => ({ text, hash: `sha256-${text}` });
const assets: PageAssets = { script: part('run()'), style: part('p{}'), reportStyle: part('h1{}') };
const profile = profileOfStacks([{ comm: 'w', frames: [{ name: 'main' }, { name: 'service' }] }]);
const page = (diagnosis: Diagnosis, given: Profile | null = profile): string =>
  reportPage({ diagnosis, profile: given }, assets);
const headings = (html: string): string[] =>
  [...html.matchAll(/<h[1-3][^>]*>(.*?)<\/h[1-3]>/g)].map(([, text = '']) => text);
const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('the sample fits the schema, so what these tests show can happen', () => {
  expect(diagnosisSchema.safeParse(sampleDiagnosis()).error).toBe(undefined);
});

test('the page answers in order: what, what to do, why, where, what else, what is not known', () => {
  expect(headings(page(sampleDiagnosis()))).toEqual([
    '8 threads of service wait',
    'What to do',
    'Evidence',
    'Where the time went',
    'Top functions',
    'Findings',
    'Causes considered',
    'What could not be measured',
  ]);
});

test('the verdict says cause, culprit, site and confidence', () => {
  const text = textOf(page(sampleDiagnosis()));
  expect(text).toContain('Fault found lock / mutex 8 threads of service wait');
  expect(text).toContain('Who process 4242 (service) Where service in service, 87.0 % of the samples');
  expect(text).toContain('Confidence 91.0 %');
});

test('each number stands with its unit, its comparison, its samples and what was lost', () => {
  const text = textOf(page(sampleDiagnosis()));
  expect(text).toContain(
    'E1 6.82 threads 0.80 threads asleep in service cat /proc/4242/service measured by task-watch 90 0',
  );
  expect(text).toContain(
    'E2 87.0 % of its switches ai-perf record -p 4242 ' +
      'measured by record, kept in /tmp/service (sha256 abababababab…) 90 12',
  );
});

test('advice holds reason, risk, expectation and the command that checks it', () => {
  expect(textOf(page(sampleDiagnosis()))).toContain(
    'Hold the lock of service shorter. Why they wait. Risk none. ' +
      'Expect 0.50 threads (between 0 threads and 1.50 threads) Check ai-perf diagnose service Read futex(2), service',
  );
});

test('findings and causes lead to the evidence they stand on', () => {
  const html = page(sampleDiagnosis());
  const targets = [...html.matchAll(/href="#(.*?)"/g)].map(([, id]) => id);
  expect(targets).toEqual(['E1', 'E2', 'F1']);
  for (const id of targets) expect(html).toContain(`id="${id}"`);
});

test('the function of the verdict is marked in the flame graph when it was sampled', () => {
  expect(page(sampleDiagnosis())).toContain('<input type="search" value="service"');
  const elsewhere = page(sampleDiagnosis('other'));
  expect(elsewhere).toContain('<input type="search" value=""');
  expect(elsewhere).not.toContain('Marked:');
});

test('without a profile there is no flame graph and no script', () => {
  const html = page(sampleDiagnosis(), null);
  expect(html).not.toContain('<script');
  expect(html).toContain("script-src 'none'; style-src 'sha256-p{}' 'sha256-h1{}'");
});

test('healthy, busy and undecided are said as such, without a culprit', () => {
  const empty = { candidates: [], findings: [], evidence: [], recommendations: [], limits: [] };
  const say = (change: Partial<Diagnosis['verdict']>): string => {
    const verdict = { ...sampleDiagnosis().verdict, culprit: null, site: null, summary: 'all is well', ...change };
    return textOf(page({ ...sampleDiagnosis(), ...empty, verdict }, null));
  };
  expect(say({ resource: 'none', mechanism: 'healthy' })).toContain('Healthy all is well Confidence 91.0 %');
  expect(say({ resource: 'none', mechanism: 'busy' })).toContain('Busy, not faulty all is well');
  const undecided = say({ resource: 'undecided', mechanism: 'undecided', wouldNeed: ['a PMU'] });
  expect(undecided).toContain('Cannot tell all is well What would decide it: a PMU');
  expect(undecided).not.toMatch(/Confidence|Who/);
});

test('text from the host stays text wherever it stands', () => {
  for (const name of hostileNames) {
    const html = page(sampleDiagnosis(name), profileOfStacks([{ comm: name, frames: [{ name }] }]));
    expect(html.match(/<(img|script)\b/g), name).toEqual(['<script', '<script']);
    expect(html.replace(/\n/g, ''), name).not.toMatch(/\p{Control}|\p{Surrogate}|\u202e/u);
    expect(html.match(/<\/main>/g)?.length).toBe(1);
  }
});

test('numbers carry their unit and no more digits than count', () => {
  const figures: readonly (readonly [number, string])[] = [
    [0.238, 'share'],
    [1536, 'bytes'],
    [124_780_000.4, 'bytes/s'],
    [12, 'us'],
    [5e9, 'ns'],
    [18432.4, '1/s'],
    [12.345, 's/s'],
    [3, 'count'],
    [1_234_567, 'threads'],
    [-2.5, 'threads'],
  ];
  expect(figures.map(([value, unit]) => figureText(value, unit))).toEqual([
    '23.8 %',
    '1.5 KiB',
    '119.0 MiB/s',
    '12.00 us',
    '5.00 s',
    '18,432 1/s',
    '12.3 s/s',
    '3',
    '1,234,567 threads',
    '-2.50 threads',
  ]);
});

test('a culprit and a site are said in words, with what is known of them', () => {
  expect(culpritText({ kind: 'process-set', tgid: 5, tgids: [5, 6] })).toBe('processes 5, 6');
  expect(culpritText({ kind: 'cgroup', cgroup: '/batch' })).toBe('cgroup /batch');
  expect(culpritText({ kind: 'thread-set', tgid: 7, comm: 'db' })).toBe('threads of process 7 (db)');
  expect(culpritText(null)).toBe('nobody');
  expect([siteText({ path: '/var' }), siteText({ function: 'f', path: 'a.c:3' }), siteText({})]).toEqual([
    '/var',
    'f at a.c:3',
    'not known',
  ]);
});
