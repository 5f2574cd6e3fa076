/** Merges paths of frame numbers. Node 0 is the root; a parent's number is smaller than its children's. */
export class StackTrie {
  #capacity = 1024;
  #size = 1;
  #frame = new Int32Array(this.#capacity);
  #parent = new Int32Array(this.#capacity).fill(-1);
  #own = new Float64Array(this.#capacity);
  #samples = new Float64Array(this.#capacity);
  // Open addressing, at most half full; 0 is free, since the root is nobody's child.
  #slots = new Int32Array(this.#capacity * 2);

  constructor(rootFrame: number) {
    this.#frame[0] = rootFrame;
  }

  get size(): number {
    return this.#size;
  }

  /** Node of `frame` below `parent`, made when it is not there yet. */
  child(parent: number, frame: number): number {
    for (let slot = slotOf(parent, frame, this.#slots.length); ; slot = (slot + 1) & (this.#slots.length - 1)) {
      const node = this.#slots[slot] as number;
      if (node === 0) return this.#insert(parent, frame, slot);
      if (this.#parent[node] === parent && this.#frame[node] === frame) return node;
    }
  }

  add(node: number, weight: number, samples: number): void {
    this.#own[node] = (this.#own[node] as number) + weight;
    this.#samples[node] = (this.#samples[node] as number) + samples;
  }

  columns(): { frame: Int32Array; parent: Int32Array; own: Float64Array; samples: Float64Array } {
    const size = this.#size;
    return {
      frame: this.#frame.subarray(0, size),
      parent: this.#parent.subarray(0, size),
      own: this.#own.subarray(0, size),
      samples: this.#samples.subarray(0, size),
    };
  }

  #insert(parent: number, frame: number, slot: number): number {
    const node = this.#size;
    if (node === this.#capacity) {
      this.#grow();
      return this.child(parent, frame);
    }
    this.#size += 1;
    this.#frame[node] = frame;
    this.#parent[node] = parent;
    this.#slots[slot] = node;
    return node;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#frame = widened(this.#frame, new Int32Array(this.#capacity));
    this.#parent = widened(this.#parent, new Int32Array(this.#capacity));
    this.#own = widened(this.#own, new Float64Array(this.#capacity));
    this.#samples = widened(this.#samples, new Float64Array(this.#capacity));
    this.#slots = new Int32Array(this.#capacity * 2);
    for (let node = 1; node < this.#size; node += 1) this.#place(node);
  }

  #place(node: number): void {
    const mask = this.#slots.length - 1;
    let slot = slotOf(this.#parent[node] as number, this.#frame[node] as number, this.#slots.length);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = node;
  }
}

// Multiplicative hashing with two odd constants. see: Knuth, TAOCP 3, 6.4
function slotOf(parent: number, frame: number, slots: number): number {
  const mixed = Math.imul(parent, 0x9e3779b1) ^ Math.imul(frame + 1, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & (slots - 1);
}

function widened<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
