import { expect, test } from 'vitest';
import { recommendationSchema } from '@ai-perf/core-model';
import type { Verdict } from '@ai-perf/core-model';
import { rules } from '@ai-perf/analysis-rules';
import { adviseOn } from './index.ts';

const verdictOf = (change: Partial<Verdict>): Verdict => ({
  resource: 'cpu',
  mechanism: 'spin',
  culprit: { kind: 'process', tgid: 42 },
  site: { function: 'score_candidates' },
  confidence: 0.9,
  summary: '',
  wouldNeed: [],
  ...change,
});

test('every mechanism that a rule can name has advice that fits the schema', () => {
  for (const { resource, mechanism } of rules) {
    const advice = adviseOn({ verdict: verdictOf({ resource, mechanism }), evidence: [] }, 'F1');
    expect(advice, `${resource}/${mechanism}`).not.toHaveLength(0);
    for (const one of advice) expect(recommendationSchema.parse(one).finding).toBe('F1');
  }
});

test('a healthy host gets no advice', () => {
  const verdict = verdictOf({ resource: 'none', mechanism: 'healthy', culprit: null, site: null });
  expect(adviseOn({ verdict, evidence: [] }, 'F1')).toEqual([]);
});

test('the function is named where it is known, and the command names the process', () => {
  const [first] = adviseOn({ verdict: verdictOf({}), evidence: [] }, 'F1');
  expect(first?.action).toContain('score_candidates');
  expect(first?.verify).toBe('ai-perf diagnose -p 42');
});

test('a hostile cgroup name cannot end the shell word of a command', () => {
  const culprit = { kind: 'cgroup', cgroup: "/a'; rm -rf $HOME; '" } as const;
  const [first] = adviseOn({ verdict: verdictOf({ mechanism: 'quota', culprit }), evidence: [] }, 'F1');
  expect(first?.action).toContain(`'/a'\\''; rm -rf $HOME; '\\'''`);
});
