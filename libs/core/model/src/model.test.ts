import { expect, test } from 'vitest';
import { diagnosisSchema, mechanismsOf, verdictSchema } from './index.ts';

const verdict = {
  resource: 'cpu',
  mechanism: 'spin',
  culprit: { kind: 'process', tgid: 42 },
  site: { function: 'burn', share: 0.98 },
  confidence: 0.9,
  summary: 'process 42 spins in burn',
  wouldNeed: [],
};

test('a mechanism is accepted only with its own resource', () => {
  expect(verdictSchema.safeParse(verdict).success).toBe(true);
  expect(verdictSchema.safeParse({ ...verdict, resource: 'disk' }).success).toBe(false);
  expect(verdictSchema.safeParse({ ...verdict, resource: 'descriptor', mechanism: 'leak' }).success).toBe(true);
});

test('the vocabulary names all 45 faults of the bench and the two healthy states', () => {
  const { none, undecided, ...faults } = mechanismsOf;
  // memory/leak and descriptor/leak share a word, so it is the pairs that are counted.
  const pairs = Object.values(faults).flat().length;
  expect({ pairs, none, undecided }).toEqual({ pairs: 45, none: ['healthy', 'busy'], undecided: ['undecided'] });
});

test('a finding without evidence is refused', () => {
  const window = { from: 0, to: 1 };
  const finding = { id: 'F1', rule: 'r', severity: 'info', subject: 's', window, score: 1, title: 't', evidence: [] };
  const lists = { candidates: [], evidence: [], recommendations: [], limits: [], findings: [finding] };
  const document = { version: 1, startedAt: '1', duration: 1, scope: { kind: 'system' }, verdict, lost: 0, ...lists };
  expect(diagnosisSchema.safeParse(document).success).toBe(false);
  expect(diagnosisSchema.safeParse({ ...document, findings: [] }).success).toBe(true);
});
