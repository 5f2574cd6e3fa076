import { expect, test } from 'vitest';
import type { Diagnosis } from '@ai-perf/core-model';
import { toldText } from './told.ts';

const diagnosis = {
  verdict: { resource: 'lock', mechanism: 'mutex', summary: 'threads of \u001b[31mx wait', wouldNeed: [] },
  evidence: Array.from({ length: 10 }, (_, i) => ({
    id: `E${i + 1}`, claim: 'threads asleep', value: 7.123456, unit: 'threads', command: 'cat /proc/7/wchan',
  })),
  limits: [],
  recommendations: [{ action: 'hold it shorter', reason: 'it waits inside', verify: 'ai-perf diagnose -p 7' }],
} as unknown as Diagnosis;

const told = {
  diagnosis,
  before: { requests: 100, perSecond: 2600, p50us: 2900, p99us: 5767 },
  repaired: { requests: 500, perSecond: 12923, p50us: 590, p99us: 721 },
  refused: [],
  report: 'reports/demo.html',
  judgement: 'right',
};

test('the verdict is shown with control characters made visible', () => {
  expect(toldText(told)).toContain('Verdict\n  lock/mutex: threads of \\e[31mx wait\n');
});

test('eight pieces of evidence are shown, and how many are left', () => {
  const text = toldText(told);
  expect(text).toContain('  E8 threads asleep: 7.123 threads  [cat /proc/7/wchan]\n  and 2 more in the report\n');
  expect(text).not.toContain('E9');
});

test('the counts of the service itself say what the repair is worth', () => {
  expect(toldText(told)).toContain('repaired, waiting outside of the lock: 12923 requests/s, p99 0.72 ms\n');
});

test('a section with nothing to say is left out', () => {
  expect(toldText(told)).not.toContain('Could not be seen here');
  expect(toldText({ ...told, refused: ['kernel events'] })).toContain('Could not be seen here\n  kernel events\n');
  const limited = { ...told, diagnosis: { ...diagnosis, limits: ['no PMU'] } };
  expect(toldText(limited)).toContain('Could not be seen here\n  no PMU\n');
});
