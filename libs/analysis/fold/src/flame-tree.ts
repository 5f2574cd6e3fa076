import type { Count } from '@ai-perf/core-units';

/** `thread`: the bottom frame that names the thread; `root`: the one above which all others stand. */
export type FlameKind = 'root' | 'thread' | 'kernel' | 'user' | 'jit';

/** What makes two frames the same box. Addresses and lines do not: a function is drawn once. */
export interface FlameFrame {
  readonly name: string;
  /** Path of the mapped file; null where it is not known (folded text). */
  readonly module: string | null;
  readonly kind: FlameKind;
  readonly inlined: boolean;
}

/** Samples that are not in the tree, under the name of the reason. */
export interface Drop {
  readonly reason: string;
  readonly count: Count;
  readonly weight: number;
}

/** Every sample accounted for: `input` = `kept` + all `drops`, in number and in weight. */
export interface Account {
  readonly input: { readonly count: Count; readonly weight: number };
  readonly kept: { readonly count: Count; readonly weight: number };
  readonly drops: readonly Drop[];
}

/**
 * Merged stacks, the one model of every flame graph view. Row i of each column is one box; rows are in depth-first
 * order, siblings by name, row 0 is the root. Siblings differ in their frame, so no parent is ever split in two,
 * and total = own + totals of the children, exactly for whole weights below 2^53.
 */
export interface FlameTree {
  /** Unit of `own` and `total`: a `WeightUnit`, or what the person said folded text counts. */
  readonly unit: string;
  readonly frames: readonly FlameFrame[];
  /** Row in `frames`. */
  readonly frame: Int32Array;
  /** -1 for the root. */
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  readonly own: Float64Array;
  readonly total: Float64Array;
  /** Left edge in weight units: children stand at their parent's left, its own weight at its right. */
  readonly start: Float64Array;
  /** Number of samples below each box; null where the source does not say (folded text). */
  readonly samples: Float64Array | null;
  readonly maxDepth: number;
  readonly account: Account;
}

/** The columns that say what a box is. */
export type BoxTable = Pick<FlameTree, 'unit' | 'frames' | 'frame' | 'total' | 'samples'>;

/** Frame of a row; a row out of range is a bug. */
export function frameOf(tree: Pick<FlameTree, 'frames' | 'frame'>, row: number): FlameFrame {
  const frame = tree.frames[tree.frame[row] ?? -1];
  if (frame === undefined) throw new RangeError(`no row ${row}`);
  return frame;
}

export const totalWeight = (tree: Pick<FlameTree, 'total'>): number => tree.total[0] ?? 0;
