// d3-flame-graph 5 comes without types; what this page uses of it, and of d3-selection.
declare module 'd3-flame-graph' {
  import type { Selection } from 'd3-selection';

  /** A node of d3-hierarchy over the values handed in. */
  export interface ChartNode<Datum> {
    readonly data: Datum;
    readonly parent: ChartNode<Datum> | null;
    readonly children?: readonly ChartNode<Datum>[];
    readonly value: number;
    readonly highlight?: boolean;
  }

  export interface Chart<Datum> {
    (selection: Selection): void;
    width(px: number): this;
    cellHeight(px: number): this;
    minFrameSize(px: number): this;
    transitionDuration(milliseconds: number): this;
    inverted(rootOnTop: boolean): this;
    sort(on: boolean): this;
    /** False: a value holds that of the children. */
    selfValue(on: boolean): this;
    resetHeightOnZoom(on: boolean): this;
    getName(of: (node: ChartNode<Datum>) => string): this;
    setLabelHandler(of: (node: ChartNode<Datum>) => string): this;
    setColorMapper(of: (node: ChartNode<Datum>, original: string) => string): this;
    setDetailsHandler(show: (text: string | null) => void): this;
    setSearchMatch(matches: (node: ChartNode<Datum>, term: string) => boolean): this;
    setSearchHandler(show: (found: readonly ChartNode<Datum>[], sum: number, total: number) => void): this;
    onClick(then: (node: ChartNode<Datum>) => void): this;
    search(term: string): void;
    clear(): void;
    resetZoom(): void;
    update(): void;
  }

  export default function flamegraph<Datum>(): Chart<Datum>;
}

declare module 'd3-selection' {
  export interface Selection {
    datum(value: unknown): Selection;
    call(chart: (selection: Selection) => void): Selection;
  }
  export function select(node: Element): Selection;
}
