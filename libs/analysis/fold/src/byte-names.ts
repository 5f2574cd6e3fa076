/** Gives equal runs of bytes one number, without making a string of each: folded text repeats its names. */
export class ByteNames {
  readonly #bytes: Uint8Array;
  readonly #numberOf: (name: string) => number;
  #starts = new Int32Array(1024);
  #ends = new Int32Array(1024);
  #numbers = new Int32Array(1024);
  #size = 1;
  // Open addressing, at most half full; 0 is free.
  #slots = new Int32Array(4096);

  /** `numberOf` is asked once for each different run. */
  constructor(bytes: Uint8Array, numberOf: (name: string) => number) {
    this.#bytes = bytes;
    this.#numberOf = numberOf;
  }

  /** Number of the name in `[start, end)`, of which `hash` is the FNV-1a. */
  numberOf(start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot] as number;
      if (entry === 0) return this.#insert(start, end, slot);
      if (this.#isSame(entry, start, end)) return this.#numbers[entry] as number;
    }
  }

  #isSame(entry: number, start: number, end: number): boolean {
    const other = this.#starts[entry] as number;
    if ((this.#ends[entry] as number) - other !== end - start) return false;
    const bytes = this.#bytes;
    for (let at = start, against = other; at < end; at += 1, against += 1) {
      if (bytes[at] !== bytes[against]) return false;
    }
    return true;
  }

  #insert(start: number, end: number, slot: number): number {
    const entry = this.#size;
    this.#size += 1;
    if (entry === this.#starts.length) this.#widen();
    const number = this.#numberOf(decodeUtf8(this.#bytes, start, end));
    this.#starts[entry] = start;
    this.#ends[entry] = end;
    this.#numbers[entry] = number;
    this.#slots[slot] = entry;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #widen(): void {
    const length = this.#starts.length * 2;
    const wider = (column: Int32Array, to = new Int32Array(length)): typeof to => {
      to.set(column);
      return to;
    };
    this.#starts = wider(this.#starts);
    this.#ends = wider(this.#ends);
    this.#numbers = wider(this.#numbers);
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let entry = 1; entry < this.#size; entry += 1) {
      let slot = hashOf(this.#bytes, this.#starts[entry] as number, this.#ends[entry] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = entry;
    }
  }
}

export const fnvBasis = 0x811c9dc5 | 0;

/** One step of FNV-1a. see: http://www.isthe.com/chongo/tech/comp/fnv */
export const fnvStep = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = fnvBasis;
  for (let at = start; at < end; at += 1) hash = fnvStep(hash, bytes[at] as number);
  return hash;
}

// What is no UTF-8 becomes U+FFFD: a comm may hold any byte.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export const decodeUtf8 = (bytes: Uint8Array, start: number, end: number): string =>
  decoder.decode(bytes.subarray(start, end));
