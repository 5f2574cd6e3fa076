import type { SampleTable, StackId, StringId } from '@ai-perf/core-model';
import type { Nanoseconds } from '@ai-perf/core-units';

export interface SampleRow {
  readonly at: Nanoseconds;
  readonly cpu: number;
  readonly tgid: number;
  readonly tid: number;
  readonly comm: StringId;
  readonly stack: StackId;
  readonly weight: number;
}

/** Samples, one array a field. */
export class SampleColumns {
  readonly #rows: { readonly [field in keyof SampleTable]: SampleTable[field][number][] } = {
    at: [],
    cpu: [],
    tgid: [],
    tid: [],
    comm: [],
    stack: [],
    weight: [],
  };

  push(row: SampleRow): void {
    this.#rows.at.push(row.at);
    this.#rows.cpu.push(row.cpu);
    this.#rows.tgid.push(row.tgid);
    this.#rows.tid.push(row.tid);
    this.#rows.comm.push(row.comm);
    this.#rows.stack.push(row.stack);
    this.#rows.weight.push(row.weight);
  }

  get table(): SampleTable {
    return this.#rows;
  }
}
