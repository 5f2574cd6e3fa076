import { countText } from '@ai-perf/analysis-fold';
import type { Evidence } from '@ai-perf/core-model';
import { escapeHtml } from '@ai-perf/core-text';
import { figureText } from './figure.ts';
import { sectionHtml, tableHtml } from './markup.ts';
import type { Head, HtmlRow } from './markup.ts';

const heads: readonly Head[] = [
  ['No.', 'text'],
  ['Measured', 'number'],
  ['Compared with', 'number'],
  ['What it says', 'text'],
  ['Samples', 'number'],
  ['Lost', 'number'],
];

/** Every number that the diagnosis stands on, with the command by which a person sees the same one. */
export function evidenceSection(evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return '';
  const caption = 'Each number with the command that shows it to you';
  return sectionHtml('evidence', 'Evidence', tableHtml({ caption, heads, rows: evidence.map(evidenceRow) }));
}

function evidenceRow(one: Evidence): HtmlRow {
  const { id, value, baseline, unit, claim, command, samples, lost } = one;
  const says = [
    `<span class="claim">${escapeHtml(claim)}</span>`,
    `<code class="how">${escapeHtml(command)}</code>`,
    `<span class="aside">${escapeHtml(originText(one))}</span>`,
  ];
  const cells = [
    escapeHtml(id),
    `<strong>${escapeHtml(figureText(value, unit))}</strong>`,
    baseline === undefined ? '' : escapeHtml(figureText(baseline, unit)),
    says.join('\n'),
    countText(samples),
    countText(lost),
  ];
  return { id: escapeHtml(id), cells };
}

function originText({ artifact, tool }: Evidence): string {
  const kept = artifact === null ? '' : `, kept in ${artifact.path} (sha256 ${artifact.sha256.slice(0, 12)}…)`;
  return `measured by ${tool}${kept}`;
}
