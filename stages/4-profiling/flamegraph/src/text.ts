import { countText, weightText } from '@ai-perf/analysis-fold';
import type { Style } from '@ai-perf/core-cli';
import { escapeTerminal } from '@ai-perf/core-text';
import { as, formatBytes, formatRatio } from '@ai-perf/core-units';
import type { Bytes, Ratio } from '@ai-perf/core-units';
import { tableText } from '@ai-perf/views-table';
import type { Column, Paint } from '@ai-perf/views-table';
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
  return [treeText(output, style), ...drops, ...written].join('');
}

type Box = Output['tree'][number] & { readonly indent: number };

const paints: Readonly<Record<Box['kind'], Paint | null>> = {
  root: 'dim',
  thread: 'bold',
  kernel: 'blue',
  user: null,
  jit: 'yellow',
};

function treeText(output: Output, style: Style): string {
  const columns: readonly Column<Box>[] = [
    { title: 'share', align: 'right', text: ({ share }) => formatRatio(share as Ratio) },
    {
      title: 'self',
      align: 'right',
      text: ({ own }) => formatRatio((output.weight === 0 ? 0 : own / output.weight) as Ratio),
    },
    { title: 'weight', align: 'right', text: ({ total }) => weightText(total, output.unit) },
    {
      title: 'function',
      text: ({ name, indent }) => ' '.repeat(indent * 2) + name,
      paint: ({ kind }) => paints[kind],
      shrinks: true,
    },
  ];
  return tableText(columns, indented(output.tree), style);
}

// Only a fork moves to the right: a chain of calls 60 deep would otherwise leave the screen before it is interesting.
function indented(boxes: Output['tree']): Box[] {
  const path: { readonly indent: number; readonly forks: boolean }[] = [];
  return boxes.map((box, at) => {
    const above = path[box.depth - 1];
    const indent = above === undefined ? 0 : above.indent + (above.forks ? 1 : 0);
    path[box.depth] = { indent, forks: childrenOf(boxes, at) > 1 };
    return { ...box, indent };
  });
}

function childrenOf(boxes: Output['tree'], at: number): number {
  const depth = boxes[at]?.depth ?? 0;
  const after = boxes.slice(at + 1);
  const end = after.findIndex((box) => box.depth <= depth);
  return (end === -1 ? after : after.slice(0, end)).filter((box) => box.depth === depth + 1).length;
}

function dropText(unit: string, { reason, count, weight }: Output['account']['drops'][number]): string {
  const heavy = weight === 0 || unit === 'samples' ? '' : `, ${weightText(weight, unit)}`;
  return `${countText(count)} (${reason}${heavy})`;
}
