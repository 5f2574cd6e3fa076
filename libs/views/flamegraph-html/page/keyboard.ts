import type { Node } from './box.ts';

/** A box on the page, with what d3 bound to it. */
export interface FrameElement extends SVGGElement {
  __data__: Node;
}

export type Direction = 'parent' | 'child' | 'previous' | 'next';

const framesIn = (chart: Element): FrameElement[] => [...chart.querySelectorAll<FrameElement>('g.frame')];

/**
 * Makes the boxes reachable by keyboard. One box at a time is in the tab order (the one that had the focus last);
 * arrow keys move from it. see: WAI-ARIA Authoring Practices, roving tabindex
 */
export class Roving {
  readonly #chart: Element;
  #current = 0;

  constructor(chart: Element) {
    this.#chart = chart;
  }

  /** To be called after every redraw: d3 adds and removes boxes. */
  refresh(labelOf: (node: Node) => string): void {
    const frames = framesIn(this.#chart);
    if (!frames.some((frame) => frame.__data__.data.row === this.#current)) this.#current = 0;
    for (const frame of frames) {
      frame.setAttribute('role', 'button');
      frame.setAttribute('aria-label', labelOf(frame.__data__));
      frame.setAttribute('tabindex', frame.__data__.data.row === this.#current ? '0' : '-1');
    }
  }

  /** Remembers which box has the focus. */
  focused(frame: FrameElement): void {
    this.#elementOf(this.#current)?.setAttribute('tabindex', '-1');
    this.#current = frame.__data__.data.row;
    frame.setAttribute('tabindex', '0');
  }

  /** The box beside `node` in a direction of the tree. */
  move(node: Node, direction: Direction): void {
    const siblings = node.parent?.children ?? [];
    const at = siblings.indexOf(node);
    const candidates = {
      parent: [node.parent],
      child: [...(node.children ?? [])].sort((a, b) => b.value - a.value),
      previous: siblings.slice(0, Math.max(at, 0)).reverse(),
      next: siblings.slice(at + 1),
    }[direction];
    const found = candidates.map((target) => target && this.#elementOf(target.data.row)).find((element) => element);
    found?.focus();
  }

  #elementOf(row: number): FrameElement | undefined {
    return framesIn(this.#chart).find((frame) => frame.__data__.data.row === row);
  }
}
