import { expect, test } from 'vitest';
import type { Candidate, Diagnosis, Verdict } from '@ai-perf/core-model';
import type { Label } from './label.ts';
import { scoreDiagnosis } from './score.ts';

const verdictOf = (cause: Partial<Verdict>): Verdict => ({
  resource: 'lock', mechanism: 'mutex', culprit: { kind: 'process', tgid: 7 }, site: null, confidence: 1, summary: '',
  wouldNeed: [], ...cause,
});

const candidateOf = (cause: Partial<Candidate>): Candidate => ({
  resource: 'cpu', mechanism: 'spin', culprit: { kind: 'process', tgid: 9 }, site: null, confidence: 0.5, score: 0.5,
  findings: [], ...cause,
});

const diagnosisOf = (verdict: Partial<Verdict>, candidates: Partial<Candidate>[] = []): Diagnosis => ({
  version: 1, startedAt: '0', duration: 5e9, scope: { kind: 'system' }, verdict: verdictOf(verdict),
  candidates: candidates.map(candidateOf), findings: [], evidence: [], recommendations: [], limits: [], lost: 0,
});

const convoy: Label = {
  resource: 'lock', mechanism: 'mutex', culprit: { kind: 'process', tgid: 7 }, site: { function: 'update_balance' },
};
const pair: Label = {
  resource: 'scheduler', mechanism: 'ping-pong', culprit: { kind: 'process-set', tgids: [4, 5] }, site: null,
};
const quota: Label = { resource: 'cpu', mechanism: 'quota', culprit: { kind: 'cgroup', cgroup: '/batch' }, site: null };
const healthy: Label = { resource: 'none', mechanism: 'healthy', culprit: { kind: 'nobody' }, site: null };

test('the right cause of the right process is exact, and its site counts apart', () => {
  const right = scoreDiagnosis(convoy, diagnosisOf({ site: { function: 'update_balance' } }));
  expect(right).toEqual({ exact: true, topThree: true, site: true, wrongAccusation: false, abstained: false });
  const elsewhere = diagnosisOf({ site: { function: 'main' } });
  expect(scoreDiagnosis(convoy, elsewhere)).toMatchObject({ exact: true, site: false });
  expect(scoreDiagnosis(convoy, diagnosisOf({}))).toMatchObject({ exact: true, site: false });
});

test('the right cause of another process is wrong', () => {
  expect(scoreDiagnosis(convoy, diagnosisOf({ culprit: { kind: 'process', tgid: 8 } })).exact).toBe(false);
  expect(scoreDiagnosis(convoy, diagnosisOf({ culprit: null })).exact).toBe(false);
});

test('another mechanism of the same process is wrong', () => {
  expect(scoreDiagnosis(convoy, diagnosisOf({ resource: 'cpu', mechanism: 'spin' })).exact).toBe(false);
});

test('a single process with one bystander accused beside it is wrong', () => {
  const both = diagnosisOf({ culprit: { kind: 'process-set', tgid: 7, tgids: [7, 8] } });
  expect(scoreDiagnosis(convoy, both).exact).toBe(false);
});

test('a set is right in any order, and wrong with one too few or one too many', () => {
  const said = (...tgids: number[]): boolean => {
    const culprit = { kind: 'process-set', tgids } as const;
    return scoreDiagnosis(pair, diagnosisOf({ resource: 'scheduler', mechanism: 'ping-pong', culprit })).exact;
  };
  expect([said(4, 5), said(5, 4), said(4), said(4, 5, 6), said(4, 4), said(4, 6)]).toEqual([
    true, true, false, false, false, false,
  ]);
});

test('a cgroup is named by its path', () => {
  const said = (cgroup: string): boolean => {
    const culprit = { kind: 'cgroup', cgroup } as const;
    return scoreDiagnosis(quota, diagnosisOf({ resource: 'cpu', mechanism: 'quota', culprit })).exact;
  };
  expect([said('/batch'), said('/'), said('/batch/inner')]).toEqual([true, false, false]);
});

test('the third candidate counts for the top three, the fourth does not', () => {
  const right = { resource: 'lock', mechanism: 'mutex', culprit: { kind: 'process', tgid: 7 } } as const;
  const wrong = { resource: 'cpu', mechanism: 'spin' } as const;
  const third = diagnosisOf(wrong, [{}, {}, right]);
  const fourth = diagnosisOf(wrong, [{}, {}, {}, right]);
  expect(scoreDiagnosis(convoy, third)).toMatchObject({ exact: false, topThree: true });
  expect(scoreDiagnosis(convoy, fourth)).toMatchObject({ exact: false, topThree: false });
});

test('a healthy window may be called healthy or busy; any cause is a wrong accusation', () => {
  const busy = diagnosisOf({ resource: 'none', mechanism: 'busy', culprit: null });
  expect(scoreDiagnosis(healthy, busy)).toMatchObject({ exact: true, wrongAccusation: false });
  expect(scoreDiagnosis(healthy, diagnosisOf({}))).toMatchObject({ exact: false, wrongAccusation: true });
});

test('undecided is an abstention, neither right nor an accusation', () => {
  const undecided = diagnosisOf({ resource: 'undecided', mechanism: 'undecided', culprit: null });
  expect(scoreDiagnosis(convoy, undecided)).toMatchObject({ exact: false, abstained: true });
  expect(scoreDiagnosis(healthy, undecided)).toMatchObject({ exact: false, abstained: true, wrongAccusation: false });
});
