import { expect, test } from 'vitest';
import { as } from '@ai-perf/core-units';
import type { Seconds, SecondsPerSecond } from '@ai-perf/core-units';
import { problem } from '@ai-perf/core-result';
import type { Diagnosis } from '@ai-perf/core-model';
import type { Score } from '../score.ts';
import type { CaseEnd, CaseResult } from './case.ts';
import { progressText, tableText } from './table.ts';
import { exitStatusOf, totalsOf } from './totals.ts';

const why = problem('x', { what: 'no flushes', why: 'a RAM disk', fix: '-' });
const right: Score = { exact: true, topThree: true, site: null, wrongAccusation: false, abstained: false };
const culprit = { kind: 'process', tgid: 7 } as const;
const diagnosisSaying = (name: string): Diagnosis => {
  const verdict = { resource: 'cpu', mechanism: 'spin', culprit, site: { function: name } };
  return { verdict } as unknown as Diagnosis;
};

const scored = (score: Partial<Score>, took = 6): CaseEnd => ({
  kind: 'scored', score: { ...right, ...score }, diagnosis: diagnosisSaying('run\u001b[31m'), took: as<Seconds>(took),
});

const resultOf = (end: CaseEnd): CaseResult => ({
  order: { case: 'F01', repeat: 1, seed: 1, intensity: 2 },
  label: { resource: 'cpu', mechanism: 'spin', culprit, site: { function: 'run' } },
  end, settled: null, during: null, otherCpu: as<SecondsPerSecond>(0.25), disturbed: false, victim: [],
});

const totalsFor = (...ends: CaseEnd[]): ReturnType<typeof totalsOf> => totalsOf(ends.map(resultOf));

test('counts are of what was scored; skips and errors stand apart', () => {
  const totals = totalsFor(
    scored({ site: true }, 5), scored({ exact: false, site: false }, 7), scored({ exact: false, topThree: false }, 9),
    { kind: 'skipped', problem: why }, { kind: 'harness-error', problem: why }, { kind: 'no-answer', problem: why },
  );
  expect(totals).toMatchObject({ scored: 3, exact: 1, topThree: 2, sited: 1, sites: 2 });
  expect(totals).toMatchObject({ skipped: 1, errors: 1, unanswered: 1 });
  expect(totals.seconds).toEqual({ p50: 7, max: 9 });
});

test('the status is 0 when all that was scored is exact, skips or not', () => {
  expect(exitStatusOf(totalsFor(scored({}), { kind: 'skipped', problem: why }))).toBe(0);
});

test('the status is 1 for a wrong answer and for none, 3 when only a fault did not act', () => {
  const error: CaseEnd = { kind: 'harness-error', problem: why };
  expect(exitStatusOf(totalsFor(scored({ exact: false }), error))).toBe(1);
  expect(exitStatusOf(totalsFor({ kind: 'no-answer', problem: why }))).toBe(1);
  expect(exitStatusOf(totalsFor(scored({}), error))).toBe(3);
});

test('disturbed runs count, and what is left without them is said', () => {
  const disturbed = { ...resultOf(scored({ exact: false })), disturbed: true };
  const totals = totalsOf([resultOf(scored({})), disturbed]);
  expect(totals).toMatchObject({ scored: 2, exact: 1, disturbed: 1, exactUndisturbed: 1 });
  expect(tableText([], totals)).toContain('! others used the host in 1 of 2; without these, exact 1/1\n');
});

test('the table shows what was said beside what is true, and lets no escape sequence through', () => {
  const results = [resultOf(scored({ exact: false, topThree: true, site: false }))];
  const [heading, line, , totals] = tableText(results, totalsOf(results)).split('\n');
  expect(heading).toMatch(/^case {2}repeat {2}expected/);
  expect(line?.trim().split(/ {2,}/)).toEqual([
    'F01', '1', 'cpu/spin 7 run', 'cpu/spin 7 run\\e[31m', 'NO', 'yes', 'no', '6.0', '-->- us', '0.25',
  ]);
  expect(totals).toContain('exact 0/1, top-3 1/1, site 0/1');
});

test('a fault that did not act says so in the progress line', () => {
  expect(progressText(resultOf({ kind: 'harness-error', problem: why }))).toBe('harness-error: no flushes: a RAM disk');
});
