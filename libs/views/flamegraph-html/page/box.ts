import type { ChartNode } from 'd3-flame-graph';
import type { DrawnTree } from '../src/flame-data.ts';

/** What d3-flame-graph is given for each box; it adds its own marks (`hide`, `fade`) to it. */
export interface Box {
  readonly name: string;
  readonly value: number;
  readonly row: number;
  readonly children: Box[];
}

export type Node = ChartNode<Box>;

/** Boxes under their parents. Rows come parent first, so no recursion is needed. */
export function boxesOf(tree: DrawnTree): Box {
  const boxes = Array.from(tree.frame, (id, row): Box => {
    return { name: tree.frames[id]?.name ?? '', value: tree.total[row] ?? 0, row, children: [] };
  });
  boxes.forEach((box, row) => boxes[tree.parent[row] ?? -1]?.children.push(box));
  const [root] = boxes;
  if (root === undefined) throw new Error('a tree has a root');
  return root;
}
