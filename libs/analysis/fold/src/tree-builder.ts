import { AccountBook } from './account-book.ts';
import type { FlameFrame, FlameTree } from './flame-tree.ts';
import { FrameSet } from './frame-set.ts';
import { StackTrie } from './stack-trie.ts';

const root: FlameFrame = { name: 'all', module: null, kind: 'root', inlined: false };

/** Collects stacks, root first, and lays them out as a FlameTree. */
export class TreeBuilder {
  readonly book = new AccountBook();
  readonly #set = new FrameSet();
  readonly #trie = new StackTrie(this.#set.idOf(root));

  frame(frame: FlameFrame): number {
    return this.#set.idOf(frame);
  }

  /** Adds `weight` to the stack `path` (frame numbers, the thread or outermost function first). */
  add(path: readonly number[], weight: number, samples: number): void {
    let node = 0;
    for (const frame of path) node = this.#trie.child(node, frame);
    this.#trie.add(node, weight, samples);
  }

  /** The tree so far. `countsSamples`: the source told samples from weight. */
  finish(unit: string, countsSamples: boolean): FlameTree {
    const nodes = this.#trie.columns();
    const order = depthFirst(nodes.frame, nodes.parent, this.#set.ranks());
    const parent = parentRows(nodes.parent, order);
    const own = gathered(nodes.own, order, new Float64Array(order.length));
    const samples = gathered(nodes.samples, order, new Float64Array(order.length));
    return {
      unit,
      frames: this.#set.frames,
      frame: gathered(nodes.frame, order, new Int32Array(order.length)),
      parent,
      own,
      ...measured(parent, own),
      samples: countsSamples ? sumUp(parent, samples) : null,
      account: this.book.close(),
    };
  }
}

function parentRows(parent: Int32Array, order: Int32Array): Int32Array {
  const rowOf = new Int32Array(order.length);
  order.forEach((node, row) => {
    rowOf[node] = row;
  });
  const rows = gathered(parent, order, new Int32Array(order.length));
  rows.forEach((node, row) => {
    if (node !== -1) rows[row] = rowOf[node] as number;
  });
  return rows;
}

type Measures = Pick<FlameTree, 'total' | 'start' | 'depth' | 'maxDepth'>;

function measured(parent: Int32Array, own: Float64Array): Measures {
  const total = sumUp(parent, own);
  const depth = new Int32Array(parent.length);
  for (let row = 1; row < parent.length; row += 1) depth[row] = (depth[parent[row] as number] as number) + 1;
  return { total, start: lefts(parent, total), depth, maxDepth: depth.reduce((a, b) => Math.max(a, b), 0) };
}

/** `to[i] = column[order[i]]`. A loop: `from` with a function takes ten times as long over millions of rows. */
export function gathered<T extends Int32Array | Float64Array>(column: T, order: Int32Array, to: T): T {
  for (let row = 0; row < order.length; row += 1) to[row] = column[order[row] as number] as number;
  return to;
}

// Children come after their parent, so one pass from the end sums whole subtrees.
function sumUp(parent: Int32Array, own: Float64Array): Float64Array {
  const total = Float64Array.from(own);
  for (let row = parent.length - 1; row > 0; row -= 1) {
    const above = parent[row] as number;
    total[above] = (total[above] as number) + (total[row] as number);
  }
  return total;
}

function lefts(parent: Int32Array, total: Float64Array): Float64Array {
  const start = new Float64Array(parent.length);
  const next = new Float64Array(parent.length);
  for (let row = 1; row < parent.length; row += 1) {
    const above = parent[row] as number;
    const left = next[above] as number;
    start[row] = left;
    next[row] = left;
    next[above] = left + (total[row] as number);
  }
  return start;
}

/** Nodes in depth-first order, siblings by rank; without recursion, since a stack may be deeper than ours. */
function depthFirst(frame: Int32Array, parent: Int32Array, ranks: Int32Array): Int32Array {
  const { first, next } = siblings(frame, parent, ranks);
  const order = new Int32Array(parent.length);
  let node = 0;
  for (let row = 0; row < order.length; row += 1) {
    order[row] = node;
    if (first[node] !== -1) {
      node = first[node] as number;
      continue;
    }
    while (node > 0 && next[node] === -1) node = parent[node] as number;
    node = node > 0 ? (next[node] as number) : 0;
  }
  return order;
}

// Nodes are put before their siblings in falling order of rank, so each list comes out in rising order.
function siblings(frame: Int32Array, parent: Int32Array, ranks: Int32Array): { first: Int32Array; next: Int32Array } {
  const first = new Int32Array(parent.length).fill(-1);
  const next = new Int32Array(parent.length).fill(-1);
  for (const node of byRank(frame, ranks).reverse()) {
    const above = parent[node] as number;
    if (above === -1) continue;
    next[node] = first[above] as number;
    first[above] = node;
  }
  return { first, next };
}

/** Counting sort of the nodes by the rank of their frame. */
function byRank(frame: Int32Array, ranks: Int32Array): Int32Array {
  const from = new Int32Array(ranks.length + 1);
  for (const id of frame) {
    const after = (ranks[id] as number) + 1;
    from[after] = (from[after] as number) + 1;
  }
  for (let rank = 1; rank < from.length; rank += 1) from[rank] = (from[rank] as number) + (from[rank - 1] as number);
  const sorted = new Int32Array(frame.length);
  frame.forEach((id, node) => {
    const rank = ranks[id] as number;
    const place = from[rank] as number;
    sorted[place] = node;
    from[rank] = place + 1;
  });
  return sorted;
}
