import { escapeTerminal } from '@ai-perf/core-text';
import type { DetectOutput } from './tool.ts';

const shown = 20;

export function renderText(found: DetectOutput): string {
  const { rows, missing, alerts, incidents, moreIncidents } = found;
  const all = incidents.length + moreIncidents;
  const head = `${rows} rows, ${missing} without a value, ${alerts} alerts in ${all} incidents\n`;
  const lines = incidents.slice(0, shown).map(
    ({ from, to, points, score, value, channel }) =>
      `  ${escapeTerminal(from)}${points > 1 ? ` to ${escapeTerminal(to)}` : ''}  ${channel}, value ${value}, ` +
      `score ${score.toFixed(2)}, points ${points}\n`,
  );
  const rest = all > shown ? `  ... and ${all - shown} more\n` : '';
  return head + lines.join('') + rest;
}
