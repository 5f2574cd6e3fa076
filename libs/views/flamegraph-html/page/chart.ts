import { colourOf, rowText } from '@ai-perf/analysis-fold';
import flamegraph from 'd3-flame-graph';
import type { Chart } from 'd3-flame-graph';
import { select } from 'd3-selection';
import { drawnTree } from '../src/flame-data.ts';
import type { DrawnTree, FlameData } from '../src/flame-data.ts';
import { boxesOf } from './box.ts';
import type { Box, Node } from './box.ts';
import { Roving } from './keyboard.ts';
import { matchesOf } from './search.ts';

const cellHeight = 18;
// A box thinner than this is neither seen nor clicked; zooming brings it in.
const thinnest = 0.3;
const matchColour = '#e879f9';

/** The picture: draws, zooms, marks. Knows nothing of the controls around it. */
export class FlameChart {
  readonly tree: DrawnTree;
  readonly roving: Roving;
  readonly #element: HTMLElement;
  readonly #chart: Chart<Box>;
  #matched: ReadonlySet<number> | null = null;
  #zoomed = 0;

  /** `onChange` is told after every zoom; `onPoint` what the pointer is over, null for nothing. */
  constructor(element: HTMLElement, data: FlameData, on: { change(): void; point(text: string | null): void }) {
    this.tree = drawnTree(data);
    this.roving = new Roving(element);
    this.#element = element;
    this.#chart = flamegraph<Box>()
      .width(element.clientWidth)
      .cellHeight(cellHeight)
      .minFrameSize(thinnest)
      // The first picture stands at once; see `animate`.
      .transitionDuration(0)
      .inverted(data.inverted)
      .sort(false)
      .selfValue(false)
      .resetHeightOnZoom(true)
      .getName((node) => node.data.name)
      .setLabelHandler((node) => this.textOf(node))
      .setColorMapper((node) => this.#colourOf(node))
      .setDetailsHandler((text) => on.point(text))
      .setSearchMatch((node) => this.#matched?.has(node.data.row) ?? false)
      .setSearchHandler(() => undefined)
      .onClick((node) => {
        this.#zoomed = node.data.row;
        this.#finish();
        on.change();
      });
    select(element).datum(boxesOf(this.tree)).call(this.#chart);
    this.#finish();
  }

  get isZoomed(): boolean {
    return this.#zoomed !== 0;
  }

  textOf(node: Node): string {
    return rowText(this.tree, node.data.row);
  }

  /** From now on boxes glide to their places, for those who do not mind. */
  animate(): void {
    this.#chart.transitionDuration(matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200);
  }

  resetZoom(): void {
    this.#chart.resetZoom();
  }

  fit(): void {
    this.#chart.width(this.#element.clientWidth).update();
    this.#finish();
  }

  /** Marks the boxes that match; returns their share of the whole, or null when `term` is not a pattern. */
  search(term: string): number | null {
    const found = matchesOf(this.tree, term);
    this.#matched = found?.rows ?? null;
    this.#chart.search(term);
    this.#finish();
    return found === null ? null : found.weight / (this.tree.total[0] || 1);
  }

  clearSearch(): void {
    this.#matched = null;
    this.#chart.clear();
    this.#finish();
  }

  #colourOf(node: Node): string {
    if (node.highlight === true) return matchColour;
    const frame = this.tree.frames[this.tree.frame[node.data.row] ?? -1];
    return frame === undefined ? '' : colourOf(frame);
  }

  #finish(): void {
    this.#element.classList.toggle('searching', this.#matched !== null);
    for (const frame of this.#element.querySelectorAll<SVGGElement & { __data__: Node }>('g.frame')) {
      frame.classList.toggle('match', frame.__data__.highlight === true);
    }
    this.roving.refresh((node) => this.textOf(node));
  }
}
