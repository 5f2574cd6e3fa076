import type { FlameTree } from './flame-tree.ts';
import { frameOf } from './flame-tree.ts';
import { encodeFrame } from './folded-name.ts';

export interface FoldedOptions {
  /** Marks kernel, jit and inlined frames with `_[k]`, `_[j]`, `_[i]`; on unless said otherwise. */
  readonly annotate?: boolean;
}

/**
 * Folded stacks, `frame;frame WEIGHT` a line, sorted by code unit: what flamegraph.pl, inferno and speedscope read.
 * Frames that differ only in their module become one, since the format has no place for it.
 */
export function foldedText(tree: FlameTree, options: FoldedOptions = {}): string {
  const names = tree.frames.map((frame) => encodeFrame(frame, options.annotate ?? true));
  const sums = new Map<string, number>();
  for (let row = 0; row < tree.frame.length; row += 1) {
    const own = tree.own[row] ?? 0;
    if (own === 0) continue;
    const line = pathOf(tree, row)
      .map((above) => names[tree.frame[above] ?? -1])
      .join(';');
    sums.set(line, (sums.get(line) ?? 0) + own);
  }
  const lines = [...sums].map(([line, weight]) => `${line} ${weight}\n`);
  return lines.sort().join('');
}

/** Rows from the first frame above the root to `row`. */
export function pathOf(tree: FlameTree, row: number): number[] {
  const path: number[] = [];
  for (let at = row; at > 0; at = tree.parent[at] ?? -1) path.push(at);
  return path.reverse();
}

/** The names of the frames from the bottom to `row`. */
export const namesOf = (tree: FlameTree, row: number): string[] =>
  pathOf(tree, row).map((at) => frameOf(tree, at).name);
