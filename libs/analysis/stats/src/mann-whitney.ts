import { normalTwoSided } from './normal.ts';
import { ranks } from './order.ts';

export interface RankComparison {
  /** Pairs in which the second sample is the greater one, ties as a half. */
  readonly u: number;
  /** Two-sided, by the normal approximation with correction for ties and continuity. */
  readonly p: number;
  /** Cliff's delta: -1 all smaller, 0 no difference, 1 all greater. */
  readonly effect: number;
}

/**
 * Whether the values of `after` tend to be greater than those of `before`, whatever their distribution. The normal
 * approximation wants about eight values on each side. Both samples must not be empty.
 * see: Mann and Whitney 1947; Cliff 1993 for the effect size
 */
export function mannWhitney(before: ArrayLike<number>, after: ArrayLike<number>): RankComparison {
  const [n, m] = [before.length, after.length];
  const both = ranks([...Array.from(before), ...Array.from(after)]);
  let sum = 0;
  for (let index = n; index < n + m; index++) sum += both.ranks[index] as number;
  const u = sum - (m * (m + 1)) / 2;
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - both.ties / (total * (total - 1)));
  const distance = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5);
  return { u, p: variance > 0 ? normalTwoSided(distance / Math.sqrt(variance)) : 1, effect: (2 * u) / (n * m) - 1 };
}
