/** Several metrics of the same length, each a row. */
export type Columns = readonly Float64Array[];

/** Sums from the start, so that the cost of any segment takes no loop over its points. */
interface Sums {
  readonly values: Float64Array;
  readonly squares: Float64Array;
}

function sumsOf(column: Float64Array): Sums {
  const values = new Float64Array(column.length + 1);
  const squares = new Float64Array(column.length + 1);
  for (let at = 0; at < column.length; at++) {
    const value = column[at] as number;
    values[at + 1] = (values[at] as number) + value;
    squares[at + 1] = (squares[at] as number) + value * value;
  }
  return { values, squares };
}

/** Squared distance of all points from their segment's mean, summed over the columns. */
function segmentCost(sums: readonly Sums[], from: number, to: number): number {
  let cost = 0;
  for (const { values, squares } of sums) {
    const sum = (values[to] as number) - (values[from] as number);
    cost += (squares[to] as number) - (squares[from] as number) - (sum * sum) / (to - from);
  }
  return Math.max(0, cost);
}

export interface Segmenting {
  /** What one more change point must save, in squared units of the columns. */
  readonly penalty: number;
  /** Fewest points in a segment. */
  readonly least: number;
}

/**
 * The change points (first row of each new segment) that minimise squared distance plus `penalty` for each of them:
 * exact, and linear in time while change points come at a rate. The columns must be finite.
 * see: Killick, Fearnhead and Eckley 2012, "Optimal detection of changepoints with a linear computational cost" (PELT)
 */
export function pelt(columns: Columns, { penalty, least }: Segmenting): number[] {
  const n = columns[0]?.length ?? 0;
  const sums = columns.map(sumsOf);
  const best = new Float64Array(n + 1).fill(Infinity);
  const previous = new Int32Array(n + 1);
  best[0] = -penalty;
  let candidates: number[] = [0];
  for (let to = least; to <= n; to++) {
    const costs = candidates.map((from) => (best[from] as number) + segmentCost(sums, from, to));
    const chosen = costs.reduce((low, cost, at) => (cost < (costs[low] as number) ? at : low), 0);
    best[to] = (costs[chosen] as number) + penalty;
    previous[to] = candidates[chosen] as number;
    // A start that already costs more than the best total can never win again: the pruning of the paper.
    candidates = candidates.filter((_, at) => (costs[at] as number) <= (best[to] as number));
    if (to + 1 - least > 0) candidates.push(to + 1 - least);
  }
  return trace(previous, n);
}

function trace(previous: Int32Array, n: number): number[] {
  const found: number[] = [];
  for (let at = previous[n] ?? 0; at > 0; at = previous[at] as number) found.push(at);
  return found.reverse();
}
