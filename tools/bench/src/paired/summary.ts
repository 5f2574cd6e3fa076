// What a series of paired measurements comes to.
import { as } from '@ai-perf/core-units';
import type { Ratio } from '@ai-perf/core-units';
import type { Series } from './interleave.ts';

export interface Summary<Value extends number> {
  readonly name: string;
  readonly rounds: number;
  readonly median: Value;
  readonly min: Value;
  readonly max: Value;
  /** Median of the ratios within each round: noise that lasts longer than a round cancels out. */
  readonly ratio: Ratio;
}

/** Each series beside `baseline`; null for a series without a round. */
export function summarise<Value extends number>(
  series: Series<Value>,
  baseline: Series<Value>,
): Summary<Value> | null {
  const ordered = sorted(series.values);
  const [min, max, middle] = [ordered[0], ordered.at(-1), medianOf(ordered)];
  if (min === undefined || max === undefined || middle === null) return null;
  const ratios = series.values.map((value, round) => value / (baseline.values[round] ?? NaN));
  const ratio = as<Ratio>(medianOf(sorted(ratios)) ?? NaN);
  return { name: series.name, rounds: ordered.length, median: middle as Value, min, max, ratio };
}

const sorted = <Value extends number>(values: readonly Value[]): readonly Value[] => [...values].sort((a, b) => a - b);

function medianOf(ordered: readonly number[]): number | null {
  const upper = ordered[Math.floor(ordered.length / 2)];
  const lower = ordered[Math.floor((ordered.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
