import type { FlameFrame } from './flame-tree.ts';

/** Gives equal frames one number. */
export class FrameSet {
  readonly frames: FlameFrame[] = [];
  readonly #ids = new Map<string, number>();

  idOf(frame: FlameFrame): number {
    // NUL cannot be part of a path or symbol, so the parts of the key cannot run into each other.
    const key = `${frame.name}\0${frame.module ?? '\0'}\0${frame.kind}\0${frame.inlined ? 1 : 0}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.frames.push(frame) - 1;
    this.#ids.set(key, id);
    return id;
  }

  /** Place of each frame when all are put in order of name, then module, kind, inlined. */
  ranks(): Int32Array {
    const order = this.frames.map((_, id) => id).sort((a, b) => compare(this.frames[a], this.frames[b]));
    const ranks = new Int32Array(order.length);
    order.forEach((id, rank) => {
      ranks[id] = rank;
    });
    return ranks;
  }
}

function compare(a: FlameFrame | undefined, b: FlameFrame | undefined): number {
  if (a === undefined || b === undefined) throw new RangeError('no such frame');
  return (
    compareText(a.name, b.name) ||
    compareText(a.module ?? '', b.module ?? '') ||
    compareText(a.kind, b.kind) ||
    Number(a.inlined) - Number(b.inlined)
  );
}

// By code unit, not by locale: the same bytes of output on every machine.
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
