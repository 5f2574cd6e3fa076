import type { Verdict } from '@ai-perf/core-model';
import { escapeHtml } from '@ai-perf/core-text';
import { formatRatio } from '@ai-perf/core-units';
import type { Ratio } from '@ai-perf/core-units';
import { pairsHtml } from './markup.ts';
import { culpritText, moodOf, siteText } from './names.ts';

/** The answer: one sentence, who, where, how sure. */
export function verdictSection(verdict: Verdict): string {
  const { mood, word } = moodOf(verdict);
  const cause = escapeHtml(`${verdict.resource} / ${verdict.mechanism}`);
  return `<section class="verdict ${mood}" aria-labelledby="verdict">
<p class="eyebrow"><strong>${word}</strong>${mood === 'fault' ? ` <span class="cause">${cause}</span>` : ''}</p>
<h1 id="verdict">${escapeHtml(verdict.summary)}</h1>
${mood === 'fault' ? particulars(verdict) : ''}${meter(verdict)}${wouldNeed(verdict.wouldNeed)}</section>`;
}

function particulars({ culprit, site }: Verdict): string {
  const where = site === null ? 'not known' : `<code>${escapeHtml(siteText(site))}</code>`;
  return `${pairsHtml('particulars', [['Who', escapeHtml(culpritText(culprit))], ['Where', where]])}\n`;
}

// The figure stands in words beside the bar; the bar is for the eye alone.
function meter({ confidence, resource }: Verdict): string {
  if (resource === 'undecided') return '';
  const bar = (className: string, width: number): string =>
    `<rect class="${className}" width="${Math.round(width)}" height="6" rx="3"/>`;
  const drawing = `<svg class="meter" width="120" height="6" aria-hidden="true">`;
  const bars = bar('empty', 120) + bar('full', 120 * confidence);
  return `<p class="confidence">Confidence ${formatRatio(confidence as Ratio)} ${drawing}${bars}</svg></p>\n`;
}

function wouldNeed(needs: readonly string[]): string {
  if (needs.length === 0) return '';
  return `<p>What would decide it:</p>\n<ul>${needs.map((need) => `<li>${escapeHtml(need)}</li>`).join('')}</ul>\n`;
}
