export interface ParetoTail {
  /** 0 is exponential, above 0 a power law, below 0 a tail with an end. */
  readonly shape: number;
  readonly scale: number;
}

/**
 * Generalised Pareto distribution by probability-weighted moments, from the excesses over a threshold in rising order,
 * each with its weight. Needs no iteration, and exists for shapes below 1. Null where there is no spread to fit.
 * see: Hosking and Wallis 1987, Technometrics 29(3)
 */
export function paretoFit(excesses: ArrayLike<number>, weights: ArrayLike<number>): ParetoTail | null {
  let total = 0;
  for (let index = 0; index < excesses.length; index++) total += weights[index] as number;
  let [b0, b1, above] = [0, 0, total];
  for (let index = 0; index < excesses.length; index++) {
    const weight = weights[index] as number;
    b0 += weight * (excesses[index] as number);
    // Plotting position 1 - F of the middle of the group that shares this value.
    b1 += weight * (excesses[index] as number) * ((above - weight / 2) / total);
    above -= weight;
  }
  [b0, b1] = [b0 / total, b1 / total];
  const spread = b0 - 2 * b1;
  if (!(spread > 0) || !(b0 > 0)) return null;
  return { shape: 2 - b0 / spread, scale: (2 * b0 * b1) / spread };
}

/** Probability that an excess is greater than `excess`. */
export function paretoTail({ shape, scale }: ParetoTail, excess: number): number {
  if (Math.abs(shape) < 1e-9) return Math.exp(-excess / scale);
  const base = 1 + (shape * excess) / scale;
  return base <= 0 ? 0 : base ** (-1 / shape);
}
