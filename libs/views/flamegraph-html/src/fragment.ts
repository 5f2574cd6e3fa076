import { countText, legend, moduleText, pruneTree, topFunctions, weightText } from '@ai-perf/analysis-fold';
import type { FlameTree, FunctionWeight } from '@ai-perf/analysis-fold';
import { escapeHtml, jsonForScript } from '@ai-perf/core-text';
import { formatRatio } from '@ai-perf/core-units';
import { flameData } from './flame-data.ts';

export interface FragmentOptions {
  /** Root on top. */
  readonly inverted?: boolean;
  /** Level of the fragment's own headings. */
  readonly heading?: 2 | 3;
  /** What the page searches for when it opens. */
  readonly mark?: string;
}

// What d3-flame-graph draws and zooms without a noticeable wait.
const mostBoxes = 5000;
// d3-hierarchy and the page walk by recursion in places; far below the stack of any browser.
const deepest = 1000;
const topRows = 20;

/** The interactive flame graph and its table, to stand in a page that carries the script. */
export function flameFragment(tree: FlameTree, options: FragmentOptions = {}): string {
  const { tree: drawn, hidden } = pruneTree(tree, { rows: mostBoxes, depth: deepest });
  const data = jsonForScript(flameData(drawn, options.inverted ?? false));
  const level = options.heading ?? 2;
  return `<section class="flame" data-flame aria-label="Flame graph">
${toolbar(options.mark ?? '')}
<p class="flame-details" aria-live="polite">&nbsp;</p>
<div class="flame-chart${options.inverted === true ? ' inverted' : ''}"></div>
<p class="flame-note">${noteOf(hidden)}</p>
<noscript><p class="flame-note">The picture needs JavaScript; the table below holds its figures.</p></noscript>
<script type="application/json">${data}</script>
<h${level}>Top functions</h${level}>
${functionTable(tree)}
</section>`;
}

function swatch({ colours, text }: (typeof legend)[number]): string {
  const rect = `<rect width="12" height="12" rx="2" fill="${colours[0]}"/>`;
  return `<li><svg width="12" height="12" aria-hidden="true">${rect}</svg>${text}</li>`;
}

const toolbar = (mark: string): string => `<div class="flame-bar">
<label>Search <input type="search" value="${escapeHtml(mark)}" placeholder="name, or /pattern/" ${asTyped}></label>
<button type="button" disabled>Reset zoom</button>
<output class="flame-matched"></output>
<ul class="flame-legend" aria-label="Colours">${legend.map(swatch).join('')}</ul>
</div>`;

const asTyped = 'spellcheck="false" autocomplete="off"';

function noteOf(hidden: number): string {
  const keys = 'Click or Enter zooms, Escape resets, arrow keys move, / searches.';
  if (hidden === 0) return keys;
  return `${keys} ${countText(hidden)} of the lightest boxes are neither drawn nor searched; the table counts them.`;
}

function functionTable(tree: FlameTree): string {
  const all = topFunctions(tree);
  const shown = all.slice(0, topRows);
  const which =
    all.length > shown.length ? `The ${shown.length} heaviest of ${countText(all.length)}` : `All ${shown.length}`;
  return `<div class="scroll"><table class="flame-table">
<caption>${which}, by the weight of what ran in the function itself</caption>
<thead><tr><th scope="col" class="number">Self</th><th scope="col" class="number">Total</th>
<th scope="col" class="number">Self weight</th><th scope="col">Function</th><th scope="col">Module</th></tr></thead>
<tbody>
${shown.map((row) => functionRow(row, tree.unit)).join('\n')}
</tbody></table></div>`;
}

function functionRow({ frame, own, ownShare, totalShare }: FunctionWeight, unit: string): string {
  const number = (text: string): string => `<td class="number">${text}</td>`;
  const module = frame.kind === 'kernel' && moduleText(frame) === '' ? 'kernel' : moduleText(frame);
  const figures = [formatRatio(ownShare), formatRatio(totalShare), weightText(own, unit)].map(number).join('');
  return `<tr>${figures}<th scope="row"><code>${escapeHtml(frame.name)}</code></th><td>${escapeHtml(module)}</td></tr>`;
}
