import { escapeTerminal } from '@ai-perf/core-text';
import type { Problem } from '@ai-perf/core-result';
import type { Io } from './io.ts';

/** `record: cannot open an event: kernel.perf_event_paranoid is 3` and, on a line of its own, what to type next. */
export function printProblem(io: Io, tool: string, problem: Problem): void {
  io.err.write(`${tool}: ${escapeTerminal(problem.what)}: ${escapeTerminal(problem.why)}\n`);
  if (problem.fix !== '') io.err.write(`  try: ${escapeTerminal(problem.fix)}\n`);
}
