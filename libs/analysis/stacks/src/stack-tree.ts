import type { FrameId, StackId } from '@ai-perf/core-model';

const maxFrames = 2 ** 26;

/** Prefix tree of stacks: a stack is its leaf's row, and a parent's row comes before its children's. */
export class StackTree {
  readonly frame: FrameId[] = [];
  readonly parent: StackId[] = [];
  readonly #rows = new Map<number, StackId>();

  /** Row of a stack given leaf first; -1 for an empty one. */
  add(leafFirst: readonly FrameId[]): StackId {
    let stack = -1 as StackId;
    for (let at = leafFirst.length - 1; at >= 0; at -= 1) stack = this.#child(stack, leafFirst[at] ?? (0 as FrameId));
    return stack;
  }

  #child(parent: StackId, frame: FrameId): StackId {
    const key = (parent + 1) * maxFrames + frame;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = this.frame.length as StackId;
    this.#rows.set(key, row);
    this.frame.push(frame);
    this.parent.push(parent);
    return row;
  }
}
