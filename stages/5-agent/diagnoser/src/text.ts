import type { Diagnosis, Evidence, Recommendation } from '@ai-perf/core-model';
import type { Style } from '@ai-perf/core-cli';
import { escapeTerminal } from '@ai-perf/core-text';
import { as, formatBytes, nanosecondsToSeconds } from '@ai-perf/core-units';
import type { Bytes, Nanoseconds } from '@ai-perf/core-units';
import { wrap } from './wrap.ts';

/** The diagnosis for a terminal: verdict, why, what to do, what could not be measured. Calm and short. */
export function textOf(diagnosis: Diagnosis, style: Style): string {
  const parts = [
    headOf(diagnosis, style),
    whyOf(diagnosis, style),
    adviceOf(diagnosis, style),
    restOf(diagnosis, style),
  ];
  return `${parts.flat().join('\n')}\n`;
}

const bold = (text: string, { colour }: Style): string => (colour ? `\u001b[1m${text}\u001b[0m` : text);
const dim = (text: string, { colour }: Style): string => (colour ? `\u001b[2m${text}\u001b[0m` : text);

function headOf({ verdict, scope, duration }: Diagnosis, style: Style): string[] {
  const about = scope.kind === 'system' ? 'this host' : `${scope.kind} ${scope.tgid ?? ''}`;
  const seconds = nanosecondsToSeconds(as<Nanoseconds>(duration)).toFixed(1);
  const cause = verdict.resource === 'undecided' ? 'undecided' : `${verdict.resource}/${verdict.mechanism}`;
  const sure = verdict.resource === 'undecided' ? '' : `, confidence ${verdict.confidence.toFixed(2)}`;
  return [
    dim(`${about}, looked at for ${seconds} s`, style),
    '',
    `${bold(cause, style)}${sure}`,
    ...wrap(escapeTerminal(verdict.summary), style.columns, '  '),
    ...verdict.wouldNeed.flatMap((need) => wrap(`needs ${escapeTerminal(need)}`, style.columns, '  - ')),
  ];
}

function whyOf({ findings, evidence }: Diagnosis, style: Style): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const own = evidence.filter(({ id }) => first.evidence.includes(id));
  return ['', bold('Why', style), ...own.flatMap((one) => evidenceLines(one, style))];
}

function evidenceLines(one: Evidence, style: Style): string[] {
  const against = one.baseline === undefined ? '' : dim(` (threshold ${numberOf(one.baseline, one.unit)})`, style);
  const lost = one.lost > 0 ? dim(`, ${one.lost} samples lost`, style) : '';
  const number = numberOf(one.value, one.unit).padStart(14);
  return [
    `  ${number}  ${escapeTerminal(one.claim)}${against}${lost}`,
    dim(`${' '.repeat(18)}${escapeTerminal(one.command)}`, style),
  ];
}

/** `0.98` and `share` -> `98 %`; bytes in binary steps; other numbers with three digits that count. */
export function numberOf(value: number, unit: string): string {
  if (unit === 'share') return `${(value * 100).toFixed(value < 0.1 ? 1 : 0)} %`;
  if (unit === 'bytes') return formatBytes(as<Bytes>(Math.round(value)));
  if (unit === 'bytes/s') return `${formatBytes(as<Bytes>(Math.round(value)))}/s`;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

function adviceOf({ recommendations }: Diagnosis, style: Style): string[] {
  if (recommendations.length === 0) return [];
  return [
    '',
    bold('What to do', style),
    ...recommendations.flatMap((one, index) => adviceLines(one, index + 1, style)),
  ];
}

function adviceLines({ action, reason, risk, verify }: Recommendation, number: number, style: Style): string[] {
  const { columns } = style;
  return [
    ...wrap(`${number}. ${escapeTerminal(action)}.`, columns, '  '),
    ...wrap(`${escapeTerminal(reason)}. Risk: ${escapeTerminal(risk)}.`, columns, '     ').map((line) =>
      dim(line, style),
    ),
    dim(`     check: ${escapeTerminal(verify)}`, style),
  ];
}

function restOf({ candidates, limits, lost }: Diagnosis, style: Style): string[] {
  const others = candidates.slice(1, 4).map(({ resource, mechanism, culprit, score }) => {
    const who = culprit?.cgroup ?? culprit?.tgids?.join(', ') ?? culprit?.tgid ?? '';
    return `  ${resource}/${mechanism} ${escapeTerminal(String(who))}, score ${score.toFixed(2)}`;
  });
  const missing = [...limits, ...(lost > 0 ? [`${lost} samples were lost`] : [])];
  return [
    ...(others.length === 0 ? [] : ['', bold('Also considered', style), ...others]),
    ...(missing.length === 0 ? [] : ['', bold('Not or not fully measured', style)]),
    ...missing.flatMap((limit) => wrap(escapeTerminal(limit), style.columns, '  - ')),
  ];
}
