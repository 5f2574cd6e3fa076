import { frameOf, pruneTree, topFunctions, totalWeight } from '@ai-perf/analysis-fold';
import type { FlameTree } from '@ai-perf/analysis-fold';
import { ratio } from '@ai-perf/core-units';
import type { Output } from './output.ts';

const leastShare = 0.01;
// What fits on a screen or two; the files hold the rest.
const mostRows = 60;
const mostFunctions = 20;

/** The tree in figures: what `--json` prints and the text is laid out from. */
export function summaryOf(tree: FlameTree): Omit<Output, 'written' | 'document'> {
  const weight = totalWeight(tree);
  const { tree: shown } = pruneTree(tree, { minWeight: weight * leastShare, rows: mostRows });
  return {
    unit: tree.unit,
    weight,
    boxes: tree.frame.length,
    depth: tree.maxDepth,
    account: { ...tree.account, drops: [...tree.account.drops] },
    tree: heaviestFirst(shown).map((row) => boxOf(shown, row, weight)),
    functions: topFunctions(tree)
      .slice(0, mostFunctions)
      .map(({ frame: { name, module, kind }, ...figures }) => ({ name, module, kind, ...figures })),
  };
}

// Depth first like the tree itself, but among siblings the heaviest comes first.
function heaviestFirst(tree: FlameTree): number[] {
  const children: number[][] = Array.from(tree.frame, () => []);
  for (let row = 1; row < tree.frame.length; row += 1) children[tree.parent[row] ?? 0]?.push(row);
  const order: number[] = [];
  const waiting = [0];
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    order.push(row);
    // The last one pushed is the first to come.
    waiting.push(...(children[row] ?? []).sort((a, b) => (tree.total[a] ?? 0) - (tree.total[b] ?? 0) || b - a));
  }
  return order;
}

function boxOf(tree: FlameTree, row: number, whole: number): Output['tree'][number] {
  const { name, kind } = frameOf(tree, row);
  const total = tree.total[row] ?? 0;
  return { depth: tree.depth[row] ?? 0, name, kind, total, own: tree.own[row] ?? 0, share: ratio(total, whole) };
}
