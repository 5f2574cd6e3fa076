import type { Diagnosis, Evidence, Finding, Recommendation } from '@ai-perf/core-model';

const window = { from: 0, to: 5e9 };
const measured = { samples: 90, lost: 0, artifact: null };

/** A fault with everything that a report can hold, each text being `name` where the host gives it. */
export function sampleDiagnosis(name = 'service'): Diagnosis {
  const culprit = { kind: 'process', tgid: 4242, comm: name } as const;
  const site = { function: name, module: `/usr/bin/${name}`, share: 0.87 };
  const cause = { resource: 'lock', mechanism: 'mutex', culprit, site, confidence: 0.91 } as const;
  const other = { resource: 'cpu', mechanism: 'spin', culprit, site: null, confidence: 0.4 } as const;
  return {
    version: 1,
    startedAt: '1700000000000000000',
    duration: 5.02e9,
    scope: { kind: 'process', tgid: 4242 },
    verdict: { ...cause, summary: `8 threads of ${name} wait`, wouldNeed: [] },
    candidates: [
      { ...cause, score: 0.93, findings: ['F1'] },
      { ...other, score: 0.31, findings: [] },
    ],
    findings: [finding(name)],
    evidence: evidence(name),
    recommendations: [advice(name)],
    limits: [`cannot read /proc/1/ns of ${name}`],
    lost: 12,
  };
}

const finding = (name: string): Finding => ({
  id: 'F1',
  rule: 'lock-mutex',
  severity: 'critical',
  subject: `process 4242 (${name})`,
  window,
  score: 0.93,
  title: `threads of ${name} sleep for one lock word`,
  evidence: ['E1', 'E2'],
});

const evidence = (name: string): Evidence[] => [
  {
    ...measured,
    id: 'E1',
    tool: 'task-watch',
    command: `cat /proc/4242/${name}`,
    claim: `asleep in ${name}`,
    value: 6.82,
    unit: 'threads',
    baseline: 0.8,
  },
  {
    ...measured,
    id: 'E2',
    tool: 'record',
    command: 'ai-perf record -p 4242',
    claim: 'of its switches',
    value: 0.87,
    unit: 'share',
    lost: 12,
    artifact: { path: `/tmp/${name}`, sha256: 'ab'.repeat(32) },
  },
];

const advice = (name: string): Recommendation => ({
  finding: 'F1',
  action: `Hold the lock of ${name} shorter`,
  reason: 'they wait',
  risk: 'none.',
  expected: { value: 0.5, unit: 'threads', interval: [0, 1.5] },
  verify: `ai-perf diagnose ${name}`,
  sources: ['futex(2)', name],
});
