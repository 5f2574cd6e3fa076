import type { FlameFrame, FlameTree } from '@ai-perf/analysis-fold';
import { escapeTerminal } from '@ai-perf/core-text';

/** A FlameTree as the page carries it: JSON, names made visible, read again by the page's own script. */
export interface FlameData {
  readonly unit: string;
  readonly inverted: boolean;
  readonly frames: readonly FlameFrame[];
  readonly frame: readonly number[];
  readonly parent: readonly number[];
  readonly depth: readonly number[];
  readonly own: readonly number[];
  readonly total: readonly number[];
  readonly samples: readonly number[] | null;
}

export function flameData(tree: FlameTree, inverted: boolean): FlameData {
  const used = [...new Set(tree.frame)];
  const numberOf = new Map(used.map((id, number) => [id, number]));
  return {
    unit: tree.unit,
    inverted,
    frames: used.map((id) => tree.frames[id]).filter((frame) => frame !== undefined).map(shown),
    frame: Array.from(tree.frame, (id) => numberOf.get(id) ?? 0),
    parent: [...tree.parent],
    depth: [...tree.depth],
    own: [...tree.own],
    total: [...tree.total],
    samples: tree.samples === null ? null : [...tree.samples],
  };
}

// Also whoever reads the source of the page must not be led astray by a name that reorders lines.
const shown = (frame: FlameFrame): FlameFrame => ({
  ...frame,
  name: escapeTerminal(frame.name),
  module: frame.module === null ? null : escapeTerminal(frame.module),
});

/** The columns that the page needs to draw and to say what a box is. */
export type DrawnTree = Omit<FlameTree, 'account' | 'start' | 'maxDepth'>;

export function drawnTree(data: FlameData): DrawnTree {
  return {
    unit: data.unit,
    frames: data.frames,
    frame: Int32Array.from(data.frame),
    parent: Int32Array.from(data.parent),
    depth: Int32Array.from(data.depth),
    own: Float64Array.from(data.own),
    total: Float64Array.from(data.total),
    samples: data.samples === null ? null : Float64Array.from(data.samples),
  };
}
