import { walkToCauses } from './dependency-walk.ts';
import type { Dependency } from './dependency-walk.ts';
import { splitName } from './metric-name.ts';
import type { MetricName } from './metric-name.ts';
import { shiftScore } from './shift-score.ts';
import type { ShiftScore } from './shift-score.ts';

/** A metric in the time before and in the time of the incident. */
export interface ComparedMetric {
  readonly name: string;
  readonly normal: Float64Array;
  readonly anomalous: Float64Array;
}

export interface Cause extends MetricName, ShiftScore {
  readonly candidate: string;
  /** The shift, weighted by order of onset and by the walk; what the ranking is sorted by. */
  readonly rank: number;
  /** Share of the walk over the graph that ended in its component; null where no graph is known. */
  readonly walk: number | null;
}

// What left its normal range first is more likely the cause, but sampling blurs the order: it breaks near-ties only.
const earliestBonus = 0.25;
// A component that the walk never stays in keeps half of its score: a graph may lack an edge.
const withoutWalk = 0.5;

/**
 * Metrics by how likely each is the cause of the incident, the likeliest first. With a graph, blame flows from what
 * waits to what it waits for. A correlation is not a cause: the ranking says where to look first.
 */
export function rankCauses(metrics: readonly ComparedMetric[], dependencies: readonly Dependency[] = []): Cause[] {
  const scored = metrics.map(({ name, normal, anomalous }) => ({
    candidate: name,
    ...splitName(name),
    ...shiftScore(normal, anomalous),
    rows: anomalous.length,
  }));
  const walk = dependencies.length === 0 ? null : walkToCauses(greatestByComponent(scored), dependencies);
  const longest = walk === null ? 1 : Math.max(...walk.values());
  const ranked = scored.map(({ rows, ...cause }) => {
    const share = walk?.get(cause.component) ?? null;
    const onWalk = share === null || longest === 0 ? 1 : withoutWalk + ((1 - withoutWalk) * share) / longest;
    return { ...cause, walk: share, rank: cause.score * onWalk * earliness(cause.onset, rows) };
  });
  return ranked.sort((a, b) => b.rank - a.rank || (a.candidate < b.candidate ? -1 : 1));
}

const earliness = (onset: number | null, rows: number): number =>
  onset === null ? 1 : 1 + earliestBonus * (1 - onset / rows);

// Logarithms: one metric that moved a thousandfold must not silence what it depends on.
function greatestByComponent(causes: readonly (MetricName & ShiftScore)[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { component, score } of causes) {
    found.set(component, Math.max(found.get(component) ?? 0, Math.log1p(score)));
  }
  return found;
}
