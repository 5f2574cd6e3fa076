// Rational Chebyshev approximation of erfc, fractional error below 1.2e-7 everywhere.
// see: Press et al., Numerical Recipes, 2nd edition, section 6.2, erfcc
const coefficients = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
];

export function erfc(x: number): number {
  const z = Math.abs(x);
  const t = 1 / (1 + 0.5 * z);
  const series = coefficients.reduceRight((sum, coefficient) => coefficient + t * sum, 0);
  const tail = t * Math.exp(-z * z + series);
  return x >= 0 ? tail : 2 - tail;
}

/** Probability that a standard normal number is greater than `z`. */
export const normalTail = (z: number): number => erfc(z / Math.SQRT2) / 2;

/** Probability that a standard normal number lies further from 0 than `z`. */
export const normalTwoSided = (z: number): number => Math.min(1, erfc(Math.abs(z) / Math.SQRT2));
