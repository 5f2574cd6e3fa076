import type { FlameTree } from './flame-tree.ts';

export interface PruneLimits {
  /** At most this many boxes, the heaviest; the root counts. */
  readonly rows?: number;
  /** Boxes lighter than this go. */
  readonly minWeight?: number;
  /** Boxes higher above the root go. */
  readonly depth?: number;
}

export interface PrunedTree {
  /** Totals and places as before: what a vanished child weighed stays visible as a gap over its parent. */
  readonly tree: FlameTree;
  readonly hidden: number;
}

/** The part of a tree that can be drawn. A kept box has its parent kept: nothing floats. */
export function pruneTree(tree: FlameTree, limits: PruneLimits): PrunedTree {
  const stays = survivors(tree, limits);
  const rows = [...tree.frame.keys()].filter((row) => stays[row] === 1);
  if (rows.length === tree.frame.length) return { tree, hidden: 0 };
  const rowOf = new Int32Array(tree.frame.length).fill(-1);
  rows.forEach((row, now) => {
    rowOf[row] = now;
  });
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] ?? 0);
  const depth = Int32Array.from(rows, (row) => tree.depth[row] ?? 0);
  const parent = Int32Array.from(rows, (row) => rowOf[tree.parent[row] ?? -1] ?? -1);
  const smaller: FlameTree = {
    ...tree,
    frame: Int32Array.from(rows, (row) => tree.frame[row] ?? 0),
    parent,
    depth,
    own: pick(tree.own),
    total: pick(tree.total),
    start: pick(tree.start),
    samples: tree.samples === null ? null : pick(tree.samples),
    maxDepth: depth.reduce((a, b) => Math.max(a, b), 0),
  };
  return { tree: smaller, hidden: tree.frame.length - rows.length };
}

function survivors(tree: FlameTree, limits: PruneLimits): Uint8Array {
  const least = Math.max(limits.minWeight ?? 0, 0);
  const deepest = limits.depth ?? Number.POSITIVE_INFINITY;
  const stays = Uint8Array.from(tree.total, (total, row) =>
    Number(total >= least && (tree.depth[row] ?? 0) <= deepest),
  );
  stays[0] = 1;
  if (limits.rows !== undefined) keepHeaviest(tree.total, stays, Math.max(limits.rows, 1));
  return stays;
}

// A parent weighs at least what its child does and stands before it, so among equals the first in order go in first.
function keepHeaviest(total: Float64Array, stays: Uint8Array, rows: number): void {
  const weights = total
    .filter((_, row) => stays[row] === 1)
    .sort()
    .reverse();
  if (weights.length <= rows) return;
  const threshold = weights[rows - 1] ?? 0;
  let ties = rows - weights.findIndex((weight) => weight === threshold);
  total.forEach((weight, row) => {
    if (stays[row] === 0 || weight > threshold) return;
    if (weight === threshold && ties > 0) ties -= 1;
    else stays[row] = 0;
  });
}
