import type { FlameTree } from '@ai-perf/analysis-fold';
import { totalWeight } from '@ai-perf/analysis-fold';

/** All lengths in px of the drawing. */
export const rowHeight = 17;
export const margin = 12;
export const headHeight = 66;
export const footHeight = 28;
/** Advance of one cell of the 11 px monospaced face: 0.6 em in every common one, rounded up. */
export const cellWidth = 6.7;

export interface Geometry {
  readonly width: number;
  readonly height: number;
  /** Root on top, stacks hanging down. */
  readonly inverted: boolean;
  readonly perWeight: number;
  readonly rows: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export function geometryOf(tree: FlameTree, width: number, inverted: boolean): Geometry {
  const rows = tree.maxDepth + 1;
  const whole = totalWeight(tree);
  return {
    width,
    height: headHeight + rows * rowHeight + footHeight,
    inverted,
    perWeight: whole === 0 ? 0 : (width - 2 * margin) / whole,
    rows,
  };
}

export function boxOf(tree: FlameTree, row: number, geometry: Geometry): Box {
  const depth = tree.depth[row] ?? 0;
  const line = geometry.inverted ? depth : geometry.rows - 1 - depth;
  return {
    x: margin + (tree.start[row] ?? 0) * geometry.perWeight,
    y: headHeight + line * rowHeight,
    width: (tree.total[row] ?? 0) * geometry.perWeight,
  };
}

/** Two decimals at most: the same digits on every machine, and none that no eye sees. */
export const length = (value: number): string => String(Math.round(value * 100) / 100);
