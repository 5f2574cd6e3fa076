import type { Diagnosis } from '@ai-perf/core-model';
import type { UnixNanoseconds } from '@ai-perf/core-units';
import { adviseOn } from '@ai-perf/analysis-advice';
import { judge } from '@ai-perf/analysis-rules';
import type { Judgement, Observation } from '@ai-perf/analysis-rules';

/** The document that `diagnose` prints, from what was observed. */
export function diagnosisOf(observation: Observation, startedAt: UnixNanoseconds): Diagnosis {
  const judged = judge(observation);
  const { host, scope, limits } = observation;
  return {
    version: 1,
    startedAt,
    duration: host.to - host.from,
    scope: scope.kind === 'system' ? { kind: 'system' } : { kind: scope.kind, tgid: scope.tgid },
    verdict: judged.verdict,
    candidates: [...judged.candidates],
    findings: [...judged.findings],
    evidence: [...judged.evidence],
    recommendations: [...recommendationsOf(judged)],
    limits: [...limits],
    lost: lostOf(observation),
  };
}

// The first finding is the verdict's, where there is one.
function recommendationsOf({ verdict, findings, evidence }: Judgement): Diagnosis['recommendations'] {
  const [first] = findings;
  if (first === undefined) return [];
  const own = evidence.filter(({ id }) => first.evidence.includes(id));
  return [...adviseOn({ verdict, evidence: own }, first.id)];
}

const lostOf = ({ profile, closeUps }: Observation): number =>
  [profile, ...closeUps.map(({ stacks }) => stacks)].reduce((sum, stacks) => sum + (stacks?.lost ?? 0), 0);
