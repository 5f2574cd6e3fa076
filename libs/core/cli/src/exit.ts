import type { Problem } from '@ai-perf/core-result';

/** Exit codes of every tool. A command that a tool runs hands its own status through instead. */
export const exitCode = {
  nothing: 0,
  findings: 1,
  usage: 2,
  cannotMeasure: 3,
  /** A bug of ours. */
  broken: 4,
} as const;

export const exitCodeOf = (problem: Problem): number =>
  problem.exitCode ?? (problem.kind === 'usage' ? exitCode.usage : exitCode.cannotMeasure);
