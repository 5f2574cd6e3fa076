// How the commands of this package tell a problem, and with which status they end.
import { escapeTerminal } from '@ai-perf/core-text';
import type { Problem } from '@ai-perf/core-result';

/** `what: why` and, on a line of its own, what to type next. */
export const problemText = ({ what, why, fix }: Problem): string =>
  `${escapeTerminal(what)}: ${escapeTerminal(why)}\n  try: ${escapeTerminal(fix)}\n`;

/** Tells it on stderr. @returns 2 for wrong usage, 3 where the host is in the way */
export function complain(problem: Problem): number {
  process.stderr.write(problemText(problem));
  return problem.kind === 'usage' ? 2 : 3;
}
