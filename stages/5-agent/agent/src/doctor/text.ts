import type { Style } from '@ai-perf/core-cli';
import { escapeTerminal } from '@ai-perf/core-text';
import type { DoctorReport, State } from './report.ts';

const colourOf: Readonly<Record<State, number>> = { works: 32, degraded: 33, impossible: 31 };

/** The report for a person: facilities with what mends them, then the tools with what holds them back. */
export function renderReport(report: DoctorReport, style: Style): string {
  const paint = (state: State): string => {
    const padded = state.padEnd(10);
    return style.colour ? `\u001b[${colourOf[state]}m${padded}\u001b[0m` : padded;
  };
  const facilities = report.facilities.flatMap(({ facility, state, detail, fix }) => [
    `  ${facility.padEnd(16)} ${paint(state)} ${escapeTerminal(detail)}`,
    ...(fix === '' ? [] : [`${' '.repeat(30)}try: ${fix}`]),
  ]);
  const tools = report.tools.map(({ tool, state, because }) => {
    const reason = because.length === 0 ? '' : `for want of ${because.join(', ')}`;
    return `  ${tool.padEnd(16)} ${paint(state)} ${reason}`.trimEnd();
  });
  const user = escapeTerminal(report.user);
  const head = `ai-perf ${report.version}, Node ${report.node}, Linux ${report.kernel}, as ${user}`;
  return [head, '', 'Facilities', ...facilities, '', 'Tools', ...tools, ''].join('\n');
}
