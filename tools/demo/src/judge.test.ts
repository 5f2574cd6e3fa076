import { expect, test } from 'vitest';
import type { Diagnosis, Verdict } from '@ai-perf/core-model';
import { judge, refusedCalls } from './judge.ts';

const full = { uid: 0, perf: 0, perfKernel: 0, bpf: 0, ptrace: 0, processMemory: 0 };
const filtered = { uid: 0, perf: 1, perfKernel: 1, bpf: 1, ptrace: 1, processMemory: 1 };
const unprivileged = { ...full, uid: 1000, perfKernel: 13, bpf: 1 };

const saying = (verdict: Partial<Verdict>, limits: string[] = ['no perf events']): Diagnosis =>
  ({ verdict: { resource: 'lock', mechanism: 'mutex', site: null, wouldNeed: [], ...verdict }, limits }) as unknown as
    Diagnosis;

const named = saying({ site: { function: 'post_to_ledger' } });
const unnamed = saying({});
const wrongSite = saying({ site: { function: 'price_order' } });
const wrongCause = saying({ resource: 'cpu', mechanism: 'spin' });
const abstention = saying({ resource: 'undecided', mechanism: 'undecided', wouldNeed: ['perf events'] });
const shrug = saying({ resource: 'undecided', mechanism: 'undecided' });

test('with full sight only the mutex and its function pass', () => {
  const passed = [named, unnamed, wrongSite, wrongCause, abstention].map((said) => judge(said, full).passed);
  expect(passed).toEqual([true, false, false, false, false]);
});

test('where calls are refused the mutex alone, or an abstention with its need, passes too', () => {
  for (const sight of [filtered, unprivileged]) {
    const answers = [named, unnamed, wrongSite, wrongCause, abstention, shrug];
    expect(answers.map((said) => judge(said, sight).passed)).toEqual([true, true, false, false, true, false]);
  }
});

test('a missing function must be explained by a limit', () => {
  expect(judge(saying({}, []), filtered).passed).toBe(false);
});

test('what was refused is said in words', () => {
  expect(refusedCalls(full)).toEqual([]);
  expect(refusedCalls(unprivileged)).toEqual([
    'samples of kernel code (perf_event_open)', 'kernel events in full (bpf)',
  ]);
});
