import type { FlameTree } from './flame-tree.ts';
import { gathered } from './tree-builder.ts';

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
  const rows = survivors(tree, limits);
  if (rows.length === tree.frame.length) return { tree, hidden: 0 };
  const floats = (column: Float64Array): Float64Array => gathered(column, rows, new Float64Array(rows.length));
  const integers = (column: Int32Array): Int32Array => gathered(column, rows, new Int32Array(rows.length));
  const depth = integers(tree.depth);
  const smaller: FlameTree = {
    ...tree,
    frame: integers(tree.frame),
    parent: renumbered(tree, rows),
    depth,
    own: floats(tree.own),
    total: floats(tree.total),
    start: floats(tree.start),
    samples: tree.samples === null ? null : floats(tree.samples),
    maxDepth: depth.reduce((a, b) => Math.max(a, b), 0),
  };
  return { tree: smaller, hidden: tree.frame.length - rows.length };
}

function renumbered(tree: FlameTree, rows: Int32Array): Int32Array {
  const now = new Int32Array(tree.frame.length);
  rows.forEach((row, at) => {
    now[row] = at;
  });
  return rows.map((row) => (row === 0 ? -1 : (now[tree.parent[row] as number] as number)));
}

function survivors(tree: FlameTree, limits: PruneLimits): Int32Array {
  const least = limits.minWeight ?? 0;
  const deepest = limits.depth ?? Number.POSITIVE_INFINITY;
  const stays = new Uint8Array(tree.frame.length);
  tree.total.forEach((total, row) => {
    stays[row] = total >= least && (tree.depth[row] as number) <= deepest ? 1 : 0;
  });
  stays[0] = 1;
  if (limits.rows !== undefined) keepHeaviest(tree.total, stays, Math.max(limits.rows, 1));
  const rows = new Int32Array(stays.reduce((sum, stay) => sum + stay, 0));
  let at = 0;
  stays.forEach((stay, row) => {
    if (stay === 1) rows[at++] = row;
  });
  return rows;
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
