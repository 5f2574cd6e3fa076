// Counts over all runs, and the exit status that follows from them.
import type { Seconds } from '@ai-perf/core-units';
import type { CaseResult } from './case.ts';

export interface Totals {
  readonly scored: number;
  readonly exact: number;
  readonly topThree: number;
  readonly sited: number;
  /** Runs whose label names a function. */
  readonly sites: number;
  readonly healthy: number;
  /** Healthy runs in which somebody was accused. */
  readonly accused: number;
  readonly abstained: number;
  readonly unanswered: number;
  readonly errors: number;
  readonly skipped: number;
  /** Scored runs in which others used more of the host than they may, and what remains without them. */
  readonly disturbed: number;
  readonly exactUndisturbed: number;
  /** From the question to the verdict; null when there was none. */
  readonly seconds: { readonly p50: Seconds; readonly max: Seconds } | null;
}

export function totalsOf(results: readonly CaseResult[]): Totals {
  const scored = results.flatMap(({ end }) => (end.kind === 'scored' ? [end] : []));
  const scores = scored.map(({ score }) => score);
  const quiet = results.flatMap(({ end, disturbed }) => (end.kind === 'scored' && !disturbed ? [end.score] : []));
  const count = (kind: CaseResult['end']['kind']): number => results.filter(({ end }) => end.kind === kind).length;
  return {
    scored: scored.length,
    exact: scores.filter(({ exact }) => exact).length,
    topThree: scores.filter(({ topThree }) => topThree).length,
    sited: scores.filter(({ site }) => site === true).length,
    sites: scores.filter(({ site }) => site !== null).length,
    healthy: results.filter(({ label, end }) => end.kind === 'scored' && label?.resource === 'none').length,
    accused: scores.filter(({ wrongAccusation }) => wrongAccusation).length,
    abstained: scores.filter(({ abstained }) => abstained).length,
    unanswered: count('no-answer'),
    errors: count('harness-error'),
    skipped: count('skipped'),
    disturbed: scored.length - quiet.length,
    exactUndisturbed: quiet.filter(({ exact }) => exact).length,
    seconds: secondsOf(scored.map(({ took }) => took)),
  };
}

function secondsOf(all: readonly Seconds[]): Totals['seconds'] {
  const sorted = [...all].sort((a, b) => a - b);
  const max = sorted.at(-1);
  return max === undefined ? null : { p50: sorted[Math.floor(sorted.length / 2)] ?? max, max };
}

/** 0 all right, 1 a wrong or missing answer, 3 the harness could not make its faults act. */
export function exitStatusOf(totals: Totals): number {
  if (totals.exact < totals.scored || totals.unanswered > 0) return 1;
  return totals.errors > 0 ? 3 : 0;
}
