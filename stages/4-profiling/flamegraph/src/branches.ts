import type { Output } from './output.ts';

export type TreeBox = Output['tree'][number];

export interface BranchRow {
  readonly box: TreeBox;
  /** What stands before the name. */
  readonly branch: string;
}

interface Open {
  /** Before the rows that stand above this one. */
  readonly trunk: string;
  readonly forks: boolean;
  left: number;
}

/**
 * Lays rows (depth first) out as a tree. Only a fork moves to the right and gets a mark; a chain of single calls stays
 * in its column, or a stack 60 deep would leave the screen before it is interesting.
 */
export function branchRows(boxes: readonly TreeBox[]): BranchRow[] {
  const children = childCounts(boxes);
  const open: Open[] = [];
  return boxes.map((box, at) => {
    const below = open[box.depth - 1] ?? { trunk: '', forks: false, left: 1 };
    below.left -= 1;
    const isLast = below.left === 0;
    const mark = below.forks ? (isLast ? '└─ ' : '├─ ') : '';
    const trunk = below.trunk + (below.forks ? (isLast ? '   ' : '│  ') : '');
    const count = children[at] ?? 0;
    open[box.depth] = { trunk, forks: count > 1, left: count };
    return { box, branch: below.trunk + mark };
  });
}

function childCounts(boxes: readonly TreeBox[]): number[] {
  const counts = boxes.map(() => 0);
  const open: number[] = [];
  boxes.forEach(({ depth }, at) => {
    const parent = open[depth - 1];
    if (parent !== undefined) counts[parent] = (counts[parent] ?? 0) + 1;
    open[depth] = at;
  });
  return counts;
}
