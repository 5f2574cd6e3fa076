import { ratio } from '@ai-perf/core-units';
import type { Ratio } from '@ai-perf/core-units';
import type { FlameFrame, FlameTree } from './flame-tree.ts';
import { frameOf, totalWeight } from './flame-tree.ts';

export interface FunctionWeight {
  readonly frame: FlameFrame;
  /** Weight of the samples that were in the function itself. */
  readonly own: number;
  /** Weight of the samples that had it anywhere on the stack, each counted once however often it recurs. */
  readonly total: number;
  readonly ownShare: Ratio;
  readonly totalShare: Ratio;
}

/** Every function of the tree, heaviest own weight first, then total weight, then name. Threads are not functions. */
export function topFunctions(tree: FlameTree): FunctionWeight[] {
  const own = new Float64Array(tree.frames.length);
  const total = new Float64Array(tree.frames.length);
  visit(tree, (frame, row, recurs) => {
    own[frame] = (own[frame] ?? 0) + (tree.own[row] ?? 0);
    if (!recurs) total[frame] = (total[frame] ?? 0) + (tree.total[row] ?? 0);
  });
  const whole = totalWeight(tree);
  return tree.frames
    .map((frame, id) => weighed(frame, own[id] ?? 0, total[id] ?? 0, whole))
    .filter(({ frame, total: inclusive }) => frame.kind !== 'root' && frame.kind !== 'thread' && inclusive > 0)
    .sort((a, b) => b.own - a.own || b.total - a.total || (a.frame.name < b.frame.name ? -1 : 1));
}

const weighed = (frame: FlameFrame, own: number, total: number, whole: number): FunctionWeight => ({
  frame,
  own,
  total,
  ownShare: ratio(own, whole),
  totalShare: ratio(total, whole),
});

// Depth-first rows: what is open when a row begins is its path.
function visit(tree: FlameTree, see: (frame: number, row: number, recurs: boolean) => void): void {
  const onPath = new Int32Array(tree.frames.length);
  const path: number[] = [];
  tree.frame.forEach((frame, row) => {
    while (path.length > (tree.depth[row] ?? 0)) {
      const left = path.pop() ?? 0;
      onPath[left] = (onPath[left] ?? 0) - 1;
    }
    see(frame, row, (onPath[frame] ?? 0) > 0);
    onPath[frame] = (onPath[frame] ?? 0) + 1;
    path.push(frame);
  });
}

export interface HotFrame {
  readonly row: number;
  readonly frame: FlameFrame;
  readonly total: number;
  readonly share: Ratio;
}

/** From the bottom always into the heaviest child, until a box weighs more by itself than its heaviest child does. */
export function hotPath(tree: FlameTree): HotFrame[] {
  const heaviest = heaviestChildren(tree);
  const path: HotFrame[] = [];
  for (let row = heaviest[0] ?? -1; row !== -1; row = heaviest[row] ?? -1) {
    const total = tree.total[row] ?? 0;
    path.push({ row, frame: frameOf(tree, row), total, share: ratio(total, totalWeight(tree)) });
    if ((tree.own[row] ?? 0) > (tree.total[heaviest[row] ?? -1] ?? 0)) break;
  }
  return path;
}

function heaviestChildren(tree: FlameTree): Int32Array {
  const heaviest = new Int32Array(tree.frame.length).fill(-1);
  for (let row = 1; row < tree.frame.length; row += 1) {
    const above = tree.parent[row] ?? 0;
    const rival = heaviest[above] ?? -1;
    if (rival === -1 || (tree.total[row] ?? 0) > (tree.total[rival] ?? 0)) heaviest[above] = row;
  }
  return heaviest;
}
