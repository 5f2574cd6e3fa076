/** Where a sign begins to count, and where it could not be clearer. */
export interface Scale {
  readonly from: number;
  readonly full: number;
}

/**
 * Strength of a sign: 0 below `from`, 0.5 at it, 1 at `full`, by the logarithm in between, since rates of hosts differ
 * by powers of ten. Where `full` is below `from` the sign is stronger the smaller it is.
 */
export function grade(value: number, { from, full }: Scale): number {
  const reached = full > from ? value >= from : value <= from;
  if (!reached || !Number.isFinite(value)) return 0;
  const part = Math.log(Math.max(value, Number.MIN_VALUE) / from) / Math.log(full / from);
  return 0.5 + 0.5 * Math.min(1, Math.max(0, part));
}

/** All signs must hold: the weakest speaks, and none at all is none. */
export const allOf = (...strengths: readonly number[]): number => Math.min(1, ...strengths);
