import { expect, test } from 'vitest';
import type { Diagnosis } from '@ai-perf/core-model';
import { numberOf, textOf } from './text.ts';
import { wrap } from './wrap.ts';

const plain = { colour: false, columns: 80 };
const diagnosis: Diagnosis = {
  version: 1,
  startedAt: '1',
  duration: 5e9,
  scope: { kind: 'system' },
  verdict: {
    resource: 'lock',
    mechanism: 'mutex',
    culprit: { kind: 'process', tgid: 42, comm: 'evil\u001b[31m' },
    site: { function: 'take' },
    confidence: 0.91,
    summary: 'threads of evil\u001b[31m (42) queue for one lock taken in take',
    wouldNeed: [],
  },
  candidates: [],
  lost: 0,
  limits: ['cannot sample: EPERM (sudo)'],
  findings: [
    {
      id: 'F1',
      rule: 'lock-mutex',
      severity: 'critical',
      subject: 'process 42',
      window: { from: 0, to: 5e9 },
      score: 0.9,
      title: '',
      evidence: ['E1'],
    },
  ],
  evidence: [
    {
      id: 'E1',
      tool: 'task-watch',
      command: 'cat /proc/42/task/*/syscall',
      claim: 'threads asleep for the same lock word',
      value: 6.82,
      unit: 'threads',
      baseline: 0.8,
      samples: 90,
      artifact: null,
      lost: 0,
    },
  ],
  recommendations: [
    {
      finding: 'F1',
      action: 'Hold it shorter',
      reason: 'They wait',
      risk: 'None',
      expected: null,
      verify: 'ai-perf diagnose -p 42',
      sources: [],
    },
  ],
};

test('verdict, evidence, advice and limits are told in this order', () => {
  expect(textOf(diagnosis, plain)).toBe(`this host, looked at for 5.0 s

lock/mutex, confidence 0.91
  threads of evil\\e[31m (42) queue for one lock taken in take

Why
    6.82 threads  threads asleep for the same lock word (threshold 0.80 threads)
                  cat /proc/42/task/*/syscall

What to do
  1. Hold it shorter.
     They wait. Risk: None.
     check: ai-perf diagnose -p 42

Not or not fully measured
  - cannot sample: EPERM (sudo)
`);
});

test('without colour no escape sequence is written, whatever the host is called', () => {
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(textOf(diagnosis, plain)).not.toMatch(/\u001b/);
});

test('shares are percent and bytes have binary steps', () => {
  expect([
    numberOf(0.984, 'share'),
    numberOf(0.004, 'share'),
    numberOf(119e6, 'bytes/s'),
    numberOf(12345.6, '1/s'),
  ]).toEqual(['98 %', '0.4 %', '113.5 MiB/s', '12346 1/s']);
});

test('lines break between words and never inside one', () => {
  expect(wrap('a'.repeat(50) + ' b', 40, '- ')).toEqual([`- ${'a'.repeat(50)}`, '  b']);
});
