import type { RawSamples, UserStackCopy } from '@ai-perf/core-model';

/** Sizes that double when they are full: appending stays linear. */
const room = (used: number, wanted: number, capacity: number): number =>
  used + wanted <= capacity ? capacity : Math.max(used + wanted, capacity * 2);

/** One sample without its chain. */
export interface SampleFields {
  readonly at: number;
  readonly cpu: number;
  readonly tgid: number;
  readonly tid: number;
  readonly event: number;
  readonly period: number;
}

const initialRows = 64;
const initialWords = 1024;

/** Samples in the order of their coming, in columns; `order` picks rows from them in another one. */
export class SampleColumns {
  count = 0;
  at = new Float64Array(initialRows);
  cpu = new Int32Array(initialRows);
  tgid = new Int32Array(initialRows);
  tid = new Int32Array(initialRows);
  event = new Uint16Array(initialRows);
  period = new Float64Array(initialRows);
  chainEnd = new Uint32Array(initialRows);
  chain = new BigUint64Array(initialWords);
  /** Null until the first copy comes. */
  userStacks: (UserStackCopy | null)[] | null = null;
  #chainUsed = 0;

  /** Appends a sample and gives the place its chain of `words` is to be written to. */
  add(fields: SampleFields, words: number): BigUint64Array {
    this.#grow(words);
    const row = this.count;
    this.at[row] = fields.at;
    this.cpu[row] = fields.cpu;
    this.tgid[row] = fields.tgid;
    this.tid[row] = fields.tid;
    this.event[row] = fields.event;
    this.period[row] = fields.period;
    const from = this.#chainUsed;
    this.#chainUsed += words;
    this.chainEnd[row] = this.#chainUsed;
    this.userStacks?.push(null);
    this.count += 1;
    return this.chain.subarray(from, this.#chainUsed);
  }

  /** Gives the last sample its stack. */
  attachStack(copy: UserStackCopy | null): void {
    this.userStacks ??= new Array<UserStackCopy | null>(this.count).fill(null);
    this.userStacks[this.count - 1] = copy;
  }

  chainOf(row: number): BigUint64Array {
    return this.chain.subarray(row === 0 ? 0 : this.chainEnd[row - 1], this.chainEnd[row]);
  }

  fieldsOf(row: number): SampleFields {
    return {
      at: this.at[row] ?? 0,
      cpu: this.cpu[row] ?? 0,
      tgid: this.tgid[row] ?? 0,
      tid: this.tid[row] ?? 0,
      event: this.event[row] ?? 0,
      period: this.period[row] ?? 0,
    };
  }

  /** The rows of `order`, in that order, as columns of their own. */
  pick(order: Iterable<number>): SampleColumns {
    const picked = new SampleColumns();
    for (const row of order) {
      picked.add(this.fieldsOf(row), this.chainOf(row).length).set(this.chainOf(row));
      if (this.userStacks !== null) picked.attachStack(this.userStacks[row] ?? null);
    }
    return picked;
  }

  /** Views of exactly the used part; valid until the next `add`. */
  finish(): RawSamples {
    const { count } = this;
    return {
      count,
      at: this.at.subarray(0, count),
      cpu: this.cpu.subarray(0, count),
      tgid: this.tgid.subarray(0, count),
      tid: this.tid.subarray(0, count),
      event: this.event.subarray(0, count),
      period: this.period.subarray(0, count),
      chainEnd: this.chainEnd.subarray(0, count),
      chain: this.chain.subarray(0, this.#chainUsed),
      userStacks: this.userStacks,
    };
  }

  #grow(words: number): void {
    const rows = room(this.count, 1, this.at.length);
    if (rows !== this.at.length) this.#growRows(rows);
    const capacity = room(this.#chainUsed, words, this.chain.length);
    if (capacity !== this.chain.length) this.chain = larger(this.chain, new BigUint64Array(capacity));
  }

  #growRows(rows: number): void {
    this.at = larger(this.at, new Float64Array(rows));
    this.cpu = larger(this.cpu, new Int32Array(rows));
    this.tgid = larger(this.tgid, new Int32Array(rows));
    this.tid = larger(this.tid, new Int32Array(rows));
    this.event = larger(this.event, new Uint16Array(rows));
    this.period = larger(this.period, new Float64Array(rows));
    this.chainEnd = larger(this.chainEnd, new Uint32Array(rows));
  }
}

function larger<T extends { set(from: T): void }>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}
