import { escapeTerminal } from '@ai-perf/core-text';
import type { Output } from './schema.ts';

const shown = 20;

export function renderText({ ranking, skipped }: Output): string {
  const lines = ranking.slice(0, shown).map(({ candidate, score, direction, evidence }, at) =>
    `${String(at + 1).padStart(3)}  ${escapeTerminal(candidate)}  ${direction}  ${score.toFixed(2)}\n` +
    `     ${escapeTerminal(evidence.join('; '))}\n`);
  const rest = ranking.length > shown ? `  ... and ${ranking.length - shown} more\n` : '';
  const left = skipped.length > 0 ? `left out, in one table only: ${escapeTerminal(skipped.join(', '))}\n` : '';
  return lines.join('') + rest + left;
}
