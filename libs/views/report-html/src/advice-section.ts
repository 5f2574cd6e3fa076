import type { Recommendation } from '@ai-perf/core-model';
import { escapeHtml } from '@ai-perf/core-text';
import { figureText } from './figure.ts';
import { pairsHtml, sectionHtml } from './markup.ts';

/** What to do, why it helps, what it may break, and the command that measures it again. */
export function adviceSection(recommendations: readonly Recommendation[]): string {
  if (recommendations.length === 0) return '';
  const items = recommendations.map(adviceItem).join('\n');
  return sectionHtml('advice', 'What to do', `<ol class="advice">\n${items}\n</ol>`);
}

function adviceItem({ action, reason, risk, verify, expected, sources }: Recommendation): string {
  const pairs = pairsHtml('pairs', [
    ['Why', escapeHtml(sentence(reason))],
    ['Risk', escapeHtml(sentence(risk))],
    ['Expect', expected === null ? '' : escapeHtml(expectedText(expected))],
    ['Check', `<code class="command">${escapeHtml(verify)}</code>`],
    ['Read', escapeHtml(sources.join(', '))],
  ]);
  return `<li><p class="action">${escapeHtml(sentence(action))}</p>${pairs}</li>`;
}

function expectedText({ value, unit, interval }: NonNullable<Recommendation['expected']>): string {
  const [from, to] = interval;
  return `${figureText(value, unit)} (between ${figureText(from, unit)} and ${figureText(to, unit)})`;
}

const sentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);
