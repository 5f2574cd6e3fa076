import {
  colourOf,
  countText,
  frameOf,
  legend,
  pruneTree,
  rowText,
  totalWeight,
  weightText,
} from '@ai-perf/analysis-fold';
import type { FlameTree } from '@ai-perf/analysis-fold';
import { clip, escapeHtml, escapeTerminal } from '@ai-perf/core-text';
import { boxOf, cellWidth, footHeight, geometryOf, length, margin, rowHeight } from './geometry.ts';
import type { Geometry } from './geometry.ts';

export interface SvgOptions {
  readonly title?: string;
  /** Second line: what was measured, how long, what was lost. */
  readonly subtitle?: string;
  /** In px. */
  readonly width?: number;
  /** Boxes narrower than this many px are not drawn, and the drawing says how many. */
  readonly minWidth?: number;
  /** Root on top. */
  readonly inverted?: boolean;
}

// A drawing 17,000 px high is still a picture; a stack of 100,000 frames drawn in full is not.
const deepest = 1000;

/** The drawing as text: no script, no reference to anything outside, the same bytes for the same tree and options. */
export function flamegraphSvg(tree: FlameTree, options: SvgOptions = {}): string {
  const width = options.width ?? 1200;
  const perPixel = totalWeight(tree) / (width - 2 * margin);
  const { tree: drawn, hidden } = pruneTree(tree, { minWeight: (options.minWidth ?? 0.1) * perPixel, depth: deepest });
  const geometry = geometryOf(drawn, width, options.inverted ?? false);
  const boxes = [...drawn.frame.keys()].map((row) => box(drawn, row, geometry));
  return [head(tree, options, geometry), ...boxes, foot(hidden, options, geometry), '</svg>\n'].join('');
}

const face = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
// Of the 17 px head, on the safe side of every common face.
const headCellWidth = 11;
const sans = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";

function head(tree: FlameTree, options: SvgOptions, { width, height }: Geometry): string {
  const whole = escapeTerminal(options.title ?? 'Flame graph');
  const title = escapeHtml(whole);
  const shown = escapeHtml(clip(whole, Math.floor(width / headCellWidth)));
  const subtitle = options.subtitle ?? weightText(totalWeight(tree), tree.unit);
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title" font-family="${face}" font-size="11" fill="#1b1d21">
<title id="title">${title}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${margin}" y="28" font-family="${sans}" font-size="17" font-weight="600">${shown}</text>
<text x="${margin}" y="48" font-family="${sans}" font-size="12" fill="#5b616b">${escapeHtml(subtitle)}</text>
${key(width)}`;
}

// The meaning of the colours, from the right edge.
function key(width: number): string {
  const step = 72;
  const left = width - margin - step * legend.length;
  const entry = ({ colours, text }: (typeof legend)[number], at: number): string => {
    const x = left + at * step;
    const sample = `<rect x="${x}" y="39" width="11" height="11" rx="2" fill="${colours[0]}"/>`;
    return `${sample}<text x="${x + 16}" y="48.5">${text}</text>\n`;
  };
  return legend.map(entry).join('');
}

function box(tree: FlameTree, row: number, geometry: Geometry): string {
  const { x, y, width } = boxOf(tree, row, geometry);
  const frame = frameOf(tree, row);
  // A hair between neighbours, unless the box is a hair itself.
  const drawn = width > 2 ? width - 0.6 : width;
  const cells = Math.floor((width - 8) / cellWidth);
  const label = cells < 3 ? '' : clip(escapeTerminal(frame.name), cells);
  const text = label === '' ? '' : `<text x="${length(x + 4)}" y="${y + 12}">${escapeHtml(label)}</text>`;
  const size = `x="${length(x)}" y="${y}" width="${length(drawn)}" height="${rowHeight - 1}"`;
  const rect = `<rect ${size} rx="1.5" fill="${colourOf(frame)}"/>`;
  return `<g><title>${escapeHtml(rowText(tree, row))}</title>${rect}${text}</g>\n`;
}

function foot(hidden: number, options: SvgOptions, { height }: Geometry): string {
  if (hidden === 0) return '';
  const why = `narrower than ${options.minWidth ?? 0.1} px or more than ${countText(deepest)} deep`;
  const said = `${countText(hidden)} ${hidden === 1 ? 'box is' : 'boxes are'} not drawn: ${why}`;
  return `<text x="${margin}" y="${height - footHeight + 19}" font-family="${sans}" fill="#5b616b">${said}</text>\n`;
}
