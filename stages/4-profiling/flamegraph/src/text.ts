import { countText, weightText } from '@ai-perf/analysis-fold';
import type { Style } from '@ai-perf/core-cli';
import { escapeTerminal } from '@ai-perf/core-text';
import { as, formatBytes, formatRatio, ratio } from '@ai-perf/core-units';
import type { Bytes, Ratio } from '@ai-perf/core-units';
import { tableText } from '@ai-perf/views-table';
import type { Column, Paint } from '@ai-perf/views-table';
import { branchRows } from './branches.ts';
import type { BranchRow, TreeBox } from './branches.ts';
import type { Output } from './output.ts';

/** A document as it is; else the tree, what was written, and what was dropped. */
export function renderText(output: Output, style: Style): string {
  if (output.document !== null) return output.document;
  const written = output.written.map(
    ({ path, format, bytes }) => `wrote ${escapeTerminal(path)} (${format}, ${formatBytes(as<Bytes>(bytes))})\n`,
  );
  const drops = output.account.drops.map(
    ({ reason, count, weight }) => `dropped ${dropText(output.unit, { reason, count, weight })}\n`,
  );
  const hidden = output.boxes - output.tree.length;
  const rest = hidden === 0 ? [] : [`${countText(hidden)} lighter boxes are not listed\n`];
  return [treeText(output, style), ...rest, ...drops, ...written].join('');
}

function treeText(output: Output, style: Style): string {
  const columns: readonly Column<BranchRow>[] = [
    { title: 'share', align: 'right', text: ({ box }) => formatRatio(box.share as Ratio) },
    { title: 'self', align: 'right', text: ({ box }) => formatRatio(ratio(box.own, output.weight)) },
    { title: 'weight', align: 'right', text: ({ box }) => weightText(box.total, output.unit) },
    {
      title: 'function',
      text: ({ box, branch }) => branch + box.name,
      paint: ({ box }) => paints[box.kind],
      shrinks: true,
    },
  ];
  return tableText(columns, branchRows(output.tree), style);
}

const paints: Readonly<Record<TreeBox['kind'], Paint | null>> = {
  root: 'dim',
  thread: 'bold',
  kernel: 'blue',
  user: null,
  jit: 'yellow',
};

function dropText(unit: string, { reason, count, weight }: Output['account']['drops'][number]): string {
  const heavy = weight === 0 || unit === 'samples' ? '' : `, ${weightText(weight, unit)}`;
  return `${countText(count)} (${reason}${heavy})`;
}
