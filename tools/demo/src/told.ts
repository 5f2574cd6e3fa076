// What the demo prints: the verdict, what it rests on, what to do, and what the repair is worth.
import type { Diagnosis, Evidence, Recommendation } from '@ai-perf/core-model';
import { escapeTerminal } from '@ai-perf/core-text';
import type { ServiceTruth } from './service.ts';

export interface Told {
  readonly diagnosis: Diagnosis;
  readonly before: ServiceTruth | null;
  readonly repaired: ServiceTruth | null;
  readonly refused: readonly string[];
  readonly report: string;
  readonly judgement: string;
}

const mostEvidence = 8;
const mostLimits = 4;

export function toldText(told: Told): string {
  const { verdict, evidence, recommendations } = told.diagnosis;
  const shown = evidence.slice(0, mostEvidence);
  return [
    section('Verdict', [`${verdict.resource}/${verdict.mechanism}: ${verdict.summary}`, ...needs(verdict.wouldNeed)]),
    section('Evidence', [...shown.map(evidenceLine), ...more(evidence.length - shown.length)]),
    section('What to do', recommendations.slice(0, 1).flatMap(recommendationLines)),
    section('What it is worth', worth(told)),
    section('Could not be seen here', [...told.refused, ...told.diagnosis.limits.slice(0, mostLimits)]),
    section('Report', [told.report]),
    section('Beside the truth', [told.judgement]),
  ].join('');
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `${title}\n${lines.map((line) => `  ${escapeTerminal(line)}\n`).join('')}\n`;
}

const needs = (what: readonly string[]): readonly string[] => what.map((need) => `would need: ${need}`);

const more = (count: number): readonly string[] => (count > 0 ? [`and ${count} more in the report`] : []);

const evidenceLine = ({ id, claim, value, unit, command }: Evidence): string =>
  `${id} ${claim}: ${Number(value.toPrecision(4))} ${unit}  [${command}]`;

const recommendationLines = ({ action, reason, verify }: Recommendation): readonly string[] => [
  action, `because: ${reason}`, `check it: ${verify}`,
];

// The service itself counted both, so this is no estimate.
function worth({ before, repaired }: Told): readonly string[] {
  if (before === null || repaired === null) return [];
  return [
    `as planted, waiting inside the lock:   ${rateText(before)}`,
    `repaired, waiting outside of the lock: ${rateText(repaired)}`,
  ];
}

const rateText = ({ perSecond, p99us }: ServiceTruth): string =>
  `${perSecond.toFixed(0)} requests/s, p99 ${(p99us / 1000).toFixed(2)} ms`;
