import { frameOf, pruneTree, topFunctions, totalWeight } from '@ai-perf/analysis-fold';
import type { FlameTree } from '@ai-perf/analysis-fold';
import { ratio } from '@ai-perf/core-units';
import type { Output } from './output.ts';

const leastShare = 0.01;
const mostRows = 200;
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
    tree: [...shown.frame.keys()].map((row) => boxOf(shown, row, weight)),
    functions: topFunctions(tree)
      .slice(0, mostFunctions)
      .map(({ frame: { name, module, kind }, ...figures }) => ({ name, module, kind, ...figures })),
  };
}

function boxOf(tree: FlameTree, row: number, whole: number): Output['tree'][number] {
  const { name, kind } = frameOf(tree, row);
  const total = tree.total[row] ?? 0;
  return { depth: tree.depth[row] ?? 0, name, kind, total, own: tree.own[row] ?? 0, share: ratio(total, whole) };
}
