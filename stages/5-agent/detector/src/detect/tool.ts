import { EnsembleDetector, alertRate } from '@ai-perf/analysis-anomaly';
import { defineTool } from '@ai-perf/core-cli';
import { err, ok, problem, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { growFile, metricRows } from '@ai-perf/sources-series-files';
import type { GrowingFile, MetricRow } from '@ai-perf/sources-series-files';
import { z } from 'zod';
import { Incidents } from './incidents.ts';
import { renderText } from './text.ts';

const positive = z.coerce.number().positive();

const options = z.object({
  csv: z
    .string()
    .min(1)
    .meta({ flags: '--csv <file>', description: 'table with the columns timestamp,value; - is standard input' }),
  out: z.string().min(1).optional().meta({ flags: '--out <file>', description: 'write timestamp,value,anomaly_score' }),
  falseAlerts: positive
    .default(1)
    .meta({ flags: '--false-alerts <number>', description: 'false alerts a day that are bearable over all metrics' }),
  metrics: positive
    .default(1000)
    .meta({ flags: '--metrics <number>', description: 'metrics among which that budget is shared' }),
  interval: positive
    .default(600)
    .meta({ flags: '--interval <seconds>', description: 'how often a metric is judged, for the budget alone' }),
  anyOrder: z
    .boolean()
    .default(false)
    .meta({ flags: '--any-order', description: 'take the rows in the order of the file, whatever their times say' }),
});

const output = z.object({
  rows: z.number().int(),
  missing: z.number().int(),
  falseAlertRate: z.number().meta({ description: 'share of healthy points that may alert' }),
  alerts: z.number().int().meta({ description: 'points with a score of 0.5 or more' }),
  incidents: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      firstRow: z.number().int(),
      points: z.number().int(),
      score: z.number(),
      value: z.number(),
      channel: z.string().meta({ description: 'jump, level, shift, spread, flat or season' }),
    }),
  ),
  moreIncidents: z.number().int().meta({ description: 'incidents beyond the first thousand' }),
});

export type DetectOptions = z.output<typeof options>;
export type DetectOutput = z.output<typeof output>;

export const detect = defineTool({
  name: 'detect',
  summary: 'Scores each point of a series by how unusual it is, looking back only',
  stage: 5,
  needs: [],
  cost: 'nothing on the host that is measured: it reads a file that exists; a few microseconds a row, 32 KiB of state',
  examples: [
    ['ai-perf detect --csv latency.csv --out scored.csv', 'a score a row; 0.5 and above is an alert, for every metric'],
    ['ai-perf detect --csv latency.csv --false-alerts 10', 'ten times the alerts'],
  ],
  options,
  output,
  run: async (asked, io): Promise<Result<DetectOutput>> => {
    if (asked.out === undefined) return score(asked, null, io.signal);
    const file = await growFile(asked.out);
    if (!file.ok) return file;
    const done = await score(asked, file.value, io.signal);
    if (!done.ok) {
      await file.value.discard().catch(() => undefined);
      return done;
    }
    const finished = await file.value.finish();
    return finished.ok ? done : finished;
  },
  render: { text: renderText },
});

const secondsPerDay = 86_400;

type Scored = Promise<Result<DetectOutput>>;

async function score(asked: DetectOptions, file: GrowingFile | null, signal: AbortSignal): Scored {
  const rate = alertRate({
    falseAlertsPerDay: asked.falseAlerts,
    metrics: asked.metrics,
    pointsPerDay: secondsPerDay / asked.interval,
  });
  const [detector, incidents] = [new EnsembleDetector(rate), new Incidents()];
  let header = 'timestamp,value,anomaly_score\n';
  for await (const batch of metricRows(asked.csv, { signal, anyOrder: asked.anyOrder })) {
    if (!batch.ok) return batch;
    if (batch.value.metrics.length !== 1) return err(oneMetric(asked.csv, batch.value.metrics));
    const lines = batch.value.rows.map((row) => scored(row, detector, incidents));
    const written = (await file?.write(header + lines.join(''))) ?? ok(undefined);
    if (!written.ok) return written;
    header = '';
    if (signal.aborted) return err(stopped);
  }
  return ok({ ...incidents.summary(), falseAlertRate: rate });
}

function scored(row: MetricRow, detector: EnsembleDetector, incidents: Incidents): string {
  const value = row.values[0] ?? NaN;
  const verdict = detector.push(value);
  incidents.add(row.timestamp, value, verdict);
  // Only a comma as the decimal sign of a second needs quotes.
  const time = row.timestamp.includes(',') ? `"${row.timestamp}"` : row.timestamp;
  return `${time},${row.texts[0] ?? ''},${verdict.score}\n`;
}

const oneMetric = (path: string, names: readonly string[]): ReturnType<typeof usageProblem> =>
  usageProblem('wrong-columns', {
    what: `cannot use the columns of ${path}`,
    why: `detect judges one metric at a time; there are ${names.length}: ${names.slice(0, 5).join(', ').slice(0, 200)}`,
    fix: 'keep two columns: timestamp,value',
  });

const stopped = problem('interrupted', {
  what: 'the series was not read to its end',
  why: 'a stop signal came',
  fix: 'run it again; nothing was written',
});
