import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { metricRows } from './metric-rows.ts';
import type { MetricRow, TableOptions } from './metric-rows.ts';

/** A whole table in columns. */
export interface MetricTable {
  readonly timestamps: readonly string[];
  /** Seconds since 1970. */
  readonly times: Float64Array;
  readonly metrics: readonly { readonly name: string; readonly values: Float64Array }[];
}

// 400 MB of numbers: what is larger must be thinned out before all of it can be looked at at once.
const mostCells = 50_000_000;

/** Reads all of a table. */
export async function readMetricTable(path: string, options: TableOptions = {}): Promise<Result<MetricTable>> {
  const rows: MetricRow[] = [];
  let metrics: readonly string[] = [];
  for await (const batch of metricRows(path, options)) {
    if (!batch.ok) return batch;
    metrics = batch.value.metrics;
    for (const row of batch.value.rows) rows.push(row);
    if (rows.length * metrics.length > mostCells) return err(tooLarge(path));
  }
  return ok({
    timestamps: rows.map(({ timestamp }) => timestamp),
    times: Float64Array.from(rows, ({ time }) => time),
    metrics: metrics.map((name, column) => ({ name, values: columnOf(rows, column) })),
  });
}

const columnOf = (rows: readonly MetricRow[], column: number): Float64Array =>
  Float64Array.from(rows, ({ values }) => values[column] ?? NaN);

const tooLarge = (path: string): ReturnType<typeof usageProblem> =>
  usageProblem('table-too-large', {
    what: `cannot hold all of ${path}`,
    why: `it has more than ${mostCells} cells`,
    fix: 'read it less often, or cut it into parts',
  });
