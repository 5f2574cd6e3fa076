import type { Ratio } from '@ai-perf/core-units';

/** What a person can bear, instead of a number of standard deviations. */
export interface AlertBudget {
  /** False alerts a day over all metrics of the host. */
  readonly falseAlertsPerDay: number;
  readonly metrics: number;
  /** Points a day of one metric. */
  readonly pointsPerDay: number;
}

const tensOfMinutesPerDay = 144;

/** One false alert a day over 1,000 metrics that are read every ten minutes. */
export const defaultBudget: AlertBudget = { falseAlertsPerDay: 1, metrics: 1000, pointsPerDay: tensOfMinutesPerDay };

/** The share of healthy points that may look like an alert. */
export const alertRate = ({ falseAlertsPerDay, metrics, pointsPerDay }: AlertBudget): Ratio =>
  Math.min(0.1, falseAlertsPerDay / (metrics * pointsPerDay)) as Ratio;
