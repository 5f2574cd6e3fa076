import { EnsembleDetector } from '@ai-perf/analysis-anomaly';
import type { Ratio } from '@ai-perf/core-units';
import type { LabelledSeries } from './series.ts';

/** What the default detector made of some series of one kind. */
export interface KindScore {
  readonly name: string;
  readonly planted: number;
  readonly found: number;
  /** Incidents outside every planted one. */
  readonly falseIncidents: number;
  readonly rows: number;
}

// A planted anomaly leaves the windows of the detector only after its end; alerts so soon after it belong to it.
const aftermath = 30;
// Alerts that lie no further apart are one incident.
const joinWithin = 30;

/** Runs `make(seed)` for each seed through a detector of the default configuration. */
export function scoreKind(make: (seed: number) => LabelledSeries, seeds: readonly number[]): KindScore {
  const all = seeds.map((seed) => scoreSeries(make(seed)));
  const sum = (pick: (one: KindScore) => number): number => all.reduce((total, one) => total + pick(one), 0);
  return {
    name: all[0]?.name ?? '',
    planted: sum((one) => one.planted),
    found: sum((one) => one.found),
    falseIncidents: sum((one) => one.falseIncidents),
    rows: sum((one) => one.rows),
  };
}

function scoreSeries({ name, values, anomalies }: LabelledSeries): KindScore {
  const alerts = alertsOf(values, new EnsembleDetector());
  const within = (row: number): number => anomalies.findIndex(([from, to]) => row >= from && row <= to + aftermath);
  const found = new Set(alerts.map(within).filter((at) => at >= 0)).size;
  const falseIncidents = incidents(alerts.filter((row) => within(row) < 0));
  return { name, planted: anomalies.length, found, falseIncidents, rows: values.length };
}

const alertsOf = (values: Float64Array, detector: EnsembleDetector): number[] =>
  Array.from(values, (value) => detector.push(value).score).flatMap((score, row) => (score >= 0.5 ? [row] : []));

const incidents = (rows: readonly number[]): number =>
  rows.filter((row, at) => at === 0 || row - (rows[at - 1] as number) > joinWithin).length;

/** Alerts on healthy noise as a multiple of the rate that was asked for; adjoining alerts are one. */
export function rateRatio(next: () => number, rate: number, rows: number): number {
  const alerts = alertsOf(Float64Array.from({ length: rows }, next), new EnsembleDetector(rate as Ratio));
  return alerts.filter((row, at) => at === 0 || row - (alerts[at - 1] as number) > 1).length / (rate * rows);
}
