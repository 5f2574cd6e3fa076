import { thresholds } from './thresholds.ts';

const limit = thresholds.evenness;

/** Whether a growth went on at much the same rate in every step of the window; false where there are too few steps. */
export function isEven(steps: readonly number[], mean: number): boolean {
  return (
    steps.length >= limit.steps && steps.every((step) => step >= limit.least * mean && step <= limit.largest * mean)
  );
}
