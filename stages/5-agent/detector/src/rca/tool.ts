import { rankCauses } from '@ai-perf/analysis-causes';
import type { Cause, ComparedMetric } from '@ai-perf/analysis-causes';
import { defineTool } from '@ai-perf/core-cli';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readMetricTable, timeOf } from '@ai-perf/sources-series-files';
import type { MetricTable } from '@ai-perf/sources-series-files';
import { readGraph } from './graph.ts';
import { options, output } from './schema.ts';
import type { Candidate, Options, Output } from './schema.ts';
import { renderText } from './text.ts';

export const rca = defineTool({
  name: 'rca',
  summary: 'Ranks metrics by how likely each is the cause of an incident',
  stage: 5,
  needs: [],
  cost: 'nothing on the host that is measured: it reads files that exist',
  examples: [
    ['ai-perf rca --normal before.csv --anomalous during.csv', 'which metrics moved most for their own noise'],
    ['ai-perf rca --normal a.csv --anomalous b.csv --graph calls.csv --json', 'blame flows along known dependencies'],
  ],
  options,
  output,
  run: async (asked, io): Promise<Result<Output>> => {
    const reading = { signal: io.signal, anyOrder: asked.anyOrder, timeOptional: true };
    const [normal, incident] = [
      await readMetricTable(asked.normal, reading),
      await readMetricTable(asked.anomalous, reading),
    ];
    if (!normal.ok) return normal;
    if (!incident.ok) return incident;
    const graph = asked.graph === undefined ? ok([]) : await readGraph(asked.graph, io.signal);
    if (!graph.ok) return graph;
    const started = sinceStart(incident.value, asked);
    if (!started.ok) return started;
    const paired = pair(normal.value, incident.value, started.value, asked);
    if (!paired.ok) return paired;
    const causes = rankCauses(paired.value.metrics, graph.value);
    const stamps = incident.value.timestamps.slice(started.value);
    return ok({ ranking: causes.map((cause) => candidateOf(cause, stamps)), skipped: paired.value.skipped });
  },
  render: { text: renderText },
});

// First row of the incident.
function sinceStart({ times }: MetricTable, { at }: Options): Result<number> {
  if (at === undefined) return ok(0);
  const time = timeOf(at);
  const row = time === null ? -1 : times.findIndex((found) => found >= time);
  if (row >= 0) return ok(row);
  const why = time === null ? `${JSON.stringify(at.slice(0, 40))} is no time` : 'all rows of --anomalous are before it';
  return err(usageProblem('wrong-start', { what: 'cannot use --at', why, fix: 'name a time within --anomalous' }));
}

interface Paired {
  readonly metrics: readonly ComparedMetric[];
  readonly skipped: string[];
}

function pair(normal: MetricTable, incident: MetricTable, start: number, { target }: Options): Result<Paired> {
  const before = new Map(normal.metrics.map(({ name, values }) => [name, values]));
  const after = new Map(incident.metrics.map(({ name, values }) => [name, values.subarray(start)]));
  if (target !== undefined && !after.has(target)) return err(noTarget(target));
  const metrics = [...before].flatMap(([name, values]) => {
    const anomalous = after.get(name);
    return anomalous === undefined || name === target ? [] : [{ name, normal: values, anomalous }];
  });
  if (metrics.length === 0) return err(nothingInCommon);
  const all = [...new Set([...before.keys(), ...after.keys()])];
  const skipped = all.filter((name) => !before.has(name) || !after.has(name));
  return ok({ metrics, skipped });
}

function candidateOf(cause: Cause, stamps: readonly string[]): Candidate {
  const { candidate, component, metric, rank, score, direction, medianNormal, medianAnomalous, onset, walk } = cause;
  const began = onset === null ? null : (stamps[onset] ?? null);
  const evidence = [
    `median ${medianNormal} in the normal time, ${medianAnomalous} in the incident`,
    `moved by ${score.toFixed(2)} times its usual spread`,
    ...(began === null ? [] : [`outside its normal range from ${began} on`]),
    ...(walk === null ? [] : [`${(100 * walk).toFixed(1)} % of the walk over the graph stays in ${component}`]),
  ];
  return { candidate, component, metric, score: rank, direction, onset: began, evidence };
}

const noTarget = (target: string): ReturnType<typeof usageProblem> =>
  usageProblem('wrong-target', {
    what: `cannot use --target ${target.slice(0, 80)}`,
    why: 'no column of --anomalous has that name',
    fix: 'name a column as it stands in the header',
  });

const nothingInCommon = usageProblem('nothing-in-common', {
  what: 'there is nothing to compare',
  why: 'the two tables have no metric in common',
  fix: 'give both tables the same columns, <component>_<metric>',
});
