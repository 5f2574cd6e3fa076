import type { Candidate, Finding } from '@ai-perf/core-model';
import { escapeHtml } from '@ai-perf/core-text';
import { formatRatio } from '@ai-perf/core-units';
import type { Ratio } from '@ai-perf/core-units';
import { sectionHtml, tableHtml } from './markup.ts';
import type { Head, HtmlRow } from './markup.ts';
import { culpritText, siteText } from './names.ts';

const links = (ids: readonly string[]): string =>
  ids.map((id) => `<a href="#${escapeHtml(id)}">${escapeHtml(id)}</a>`).join(', ');

/** What the rules saw, each with the evidence it stands on. */
export function findingSection(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  return sectionHtml('findings', 'Findings', `<ol class="findings">\n${findings.map(findingItem).join('\n')}\n</ol>`);
}

function findingItem({ id, severity, title, subject, evidence, rule, score }: Finding): string {
  const about = escapeHtml(`${subject}; rule ${rule}, score ${score.toFixed(2)}`);
  return `<li id="${escapeHtml(id)}"><span class="severity ${severity}">${severity}</span>
<span class="claim">${escapeHtml(title === '' ? rule : title)}</span>
<span class="aside">${about}; evidence ${links(evidence)}</span></li>`;
}

const heads: readonly Head[] = [
  ['Cause', 'text'],
  ['Who', 'text'],
  ['Where', 'text'],
  ['Score', 'number'],
  ['Confidence', 'number'],
  ['Findings', 'text'],
];

/** What else could have been it, and how it scored. */
export function candidateSection(candidates: readonly Candidate[]): string {
  if (candidates.length === 0) return '';
  const caption = 'All that the rules proposed, with their scores';
  return sectionHtml(
    'candidates',
    'Causes considered',
    tableHtml({ caption, heads, rows: candidates.map(candidateRow) }),
  );
}

function candidateRow({ resource, mechanism, culprit, site, score, confidence, findings }: Candidate): HtmlRow {
  const where = site === null ? '' : `<code>${escapeHtml(siteText(site))}</code>`;
  const cause = escapeHtml(`${resource} / ${mechanism}`);
  const figures = [score.toFixed(2), formatRatio(confidence as Ratio)];
  return { cells: [cause, escapeHtml(culpritText(culprit)), where, ...figures, links(findings)] };
}
