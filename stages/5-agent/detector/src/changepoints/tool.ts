import { changePoints, compareRuns } from '@ai-perf/analysis-change-points';
import { defineTool } from '@ai-perf/core-cli';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { escapeTerminal } from '@ai-perf/core-text';
import { readMetricTable } from '@ai-perf/sources-series-files';
import type { MetricTable } from '@ai-perf/sources-series-files';
import { z } from 'zod';

const options = z.object({
  csv: z
    .string()
    .min(1)
    .meta({ flags: '--csv <file>', description: 'table of one or more columns of numbers; - is standard input' }),
  anyOrder: z
    .boolean()
    .default(false)
    .meta({ flags: '--any-order', description: 'take the rows in the order of the file, whatever their times say' }),
});

const output = z.object({
  n: z.number().int().meta({ description: 'rows' }),
  changepoints: z.array(z.number().int()).meta({ description: 'first row of each new segment, counted from 0' }),
  changes: z.array(
    z.object({
      row: z.number().int(),
      timestamp: z.string(),
      metric: z.string().meta({ description: 'the metric that moved most, for its own spread' }),
      before: z.number().meta({ description: 'median of the segment before' }),
      after: z.number().meta({ description: 'median of the segment after' }),
      effect: z.number().meta({ description: "Cliff's delta: -1 all lower, 1 all higher" }),
    }),
  ),
});

export type ChangePointsOutput = z.output<typeof output>;

export const changepoints = defineTool({
  name: 'changepoints',
  summary: 'Finds the rows at which one or more metrics changed their level',
  stage: 5,
  needs: [],
  cost: 'nothing on the host that is measured: it reads a file that exists',
  examples: [
    ['ai-perf changepoints --csv latency.csv', 'when it changed, from what to what'],
    ['ai-perf changepoints --csv metrics.csv --json', 'the rows, for a script; several columns are judged together'],
  ],
  options,
  output,
  run: async ({ csv, anyOrder }, io): Promise<Result<ChangePointsOutput>> => {
    const table = await readMetricTable(csv, { signal: io.signal, anyOrder, timeOptional: true });
    return table.ok ? ok(judged(table.value)) : table;
  },
  render: { text: renderText },
});

function judged(table: MetricTable): ChangePointsOutput {
  const rows = changePoints(table.metrics.map(({ values }) => values));
  const edges = [0, ...rows, table.times.length];
  const changes = rows.map((row, index) => ({
    row,
    timestamp: table.timestamps[row] ?? '',
    ...greatest(table, [edges[index] as number, row, edges[index + 2] as number]),
  }));
  return { n: table.times.length, changepoints: [...rows], changes };
}

type Change = Omit<ChangePointsOutput['changes'][number], 'row' | 'timestamp'>;

// Medians and ranks, so that an outlier in a short segment does not choose the metric.
function greatest({ metrics }: MetricTable, [from, row, to]: readonly [number, number, number]): Change {
  const all = metrics.map(({ name, values }) => {
    const compared = compareRuns(present(values, from, row), present(values, row, to), { alpha: 1, effect: 0 });
    return { metric: name, before: compared.medianBefore, after: compared.medianAfter, effect: compared.effect };
  });
  return all.reduce((most, one) => (Math.abs(one.effect) > Math.abs(most.effect) ? one : most));
}

const present = (values: Float64Array, from: number, to: number): Float64Array =>
  values.subarray(from, to).filter((value) => Number.isFinite(value));

function renderText({ n, changes }: ChangePointsOutput): string {
  const lines = changes.map(
    ({ row, timestamp, metric, before, after, effect }) =>
      `  row ${row} (${escapeTerminal(timestamp)})  ${escapeTerminal(metric)}: ${before} -> ${after}, ` +
      `effect ${effect.toFixed(2)}\n`,
  );
  return `${n} rows, ${changes.length} change points\n${lines.join('')}`;
}
