import type { Verdict } from '@ai-perf/analysis-anomaly';

/** Alerts that lie close together; score, value and channel are those of the worst point. */
export interface Incident {
  readonly from: string;
  readonly to: string;
  readonly firstRow: number;
  readonly points: number;
  readonly score: number;
  readonly value: number;
  readonly channel: string;
}

const mostListed = 1000;
// Alerts that are no more than so many rows apart are one incident.
const joinWithin = 10;

/** Joins alerts to incidents. Memory does not grow with the series. */
export class Incidents {
  private readonly listed: Incident[] = [];
  private lastAlert = -Infinity;
  private rows = 0;
  private missing = 0;
  private alerts = 0;
  private more = 0;

  add(timestamp: string, value: number, verdict: Verdict): void {
    const row = this.rows++;
    if (Number.isNaN(value)) this.missing++;
    if (verdict.score < 0.5) return;
    this.alerts++;
    const { score, channel } = verdict;
    const point = { from: timestamp, to: timestamp, firstRow: row, points: 1, score, value, channel: channel ?? '' };
    if (row - this.lastAlert <= joinWithin) this.extend(point);
    else if (this.listed.length < mostListed) this.listed.push(point);
    else this.more++;
    this.lastAlert = row;
  }

  summary(): { rows: number; missing: number; alerts: number; incidents: Incident[]; moreIncidents: number } {
    const { rows, missing, alerts, listed, more } = this;
    return { rows, missing, alerts, incidents: listed, moreIncidents: more };
  }

  private extend(point: Incident): void {
    const open = this.listed.at(-1);
    if (open === undefined || this.more > 0) return;
    const worst = point.score > open.score ? point : open;
    const { score, value, channel } = worst;
    this.listed[this.listed.length - 1] = { ...open, to: point.to, points: open.points + 1, score, value, channel };
  }
}
