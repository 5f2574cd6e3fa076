import type { Weighed } from './weigh.ts';

/**
 * How sure a verdict is, 0.35 to 0.95 (one window never proves a cause), from three parts of equal weight, each 0 to 1:
 * strength of the sign above its threshold; lead over the best other cause that it does not explain; and corroboration,
 * the number of independent instruments that speak for it (three are full).
 */
export function confidenceOf(best: Weighed, all: readonly Weighed[]): number {
  const rival = all.find((other) => other !== best && other.explainedBy === null);
  const lead = rival === undefined || best.score === 0 ? 1 : 1 - rival.score / best.score;
  const instruments = new Set(best.proofs.filter((proof) => proof.samples > 0).map((proof) => proof.tool)).size;
  const corroboration = Math.min(1, instruments / 3);
  return round(0.35 + 0.2 * (2 * Math.max(0, best.strength - 0.5)) + 0.2 * Math.max(0, lead) + 0.2 * corroboration);
}

/** Two digits: a third would pretend. */
export const round = (value: number): number => Math.round(value * 100) / 100;
