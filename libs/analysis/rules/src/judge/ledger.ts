import type { Evidence, Finding } from '@ai-perf/core-model';
import type { Observation } from '../observation.ts';
import { round } from './confidence.ts';
import type { Weighed } from './weigh.ts';

/** Findings and evidence of the accusations, numbered in their order: F1 with E1, E2; F2 with E3 ... */
export interface Ledger {
  readonly findings: readonly Finding[];
  readonly evidence: readonly Evidence[];
}

export function writeLedger({ host }: Observation, accusations: readonly Weighed[]): Ledger {
  const evidence: Evidence[] = [];
  const findings = accusations.map((accusation, index): Finding => {
    const own = accusation.proofs.map((proof, row): Evidence => ({
      ...proof,
      id: `E${evidence.length + row + 1}`,
      artifact: null,
    }));
    evidence.push(...own);
    return {
      id: `F${index + 1}`,
      rule: accusation.rule,
      severity: severityOf(accusation),
      subject: subjectOf(accusation),
      window: { from: host.from, to: host.to },
      score: round(Math.min(1, accusation.score)),
      title: accusation.title,
      evidence: own.map(({ id }) => id),
    };
  });
  return { findings, evidence };
}

function severityOf({ score, explainedBy, wouldNeed }: Weighed): Finding['severity'] {
  if (explainedBy !== null || wouldNeed.length > 0) return 'info';
  return score >= 0.7 ? 'critical' : 'warning';
}

function subjectOf({ culprit }: Weighed): string {
  if (culprit.cgroup !== undefined) return `cgroup ${culprit.cgroup}`;
  if (culprit.path !== undefined) return culprit.path;
  if (culprit.tgids !== undefined) return `processes ${culprit.tgids.join(', ')}`;
  return culprit.tgid === undefined ? 'host' : `process ${culprit.tgid}`;
}
