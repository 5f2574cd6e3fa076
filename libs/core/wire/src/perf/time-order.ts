import type { RawSamples, TaskEvent, UserStackCopy } from '@ai-perf/core-model';
import type { Nanoseconds } from '@ai-perf/core-units';
import { SampleColumns } from './sample-columns.ts';
import type { SampleFields } from './sample-columns.ts';

/** Samples and task events of many rings, handed out in time order up to a limit that only grows. */
export class TimeOrder {
  #samples = new SampleColumns();
  #tasks: TaskEvent[] = [];
  #handedOut = 0 as Nanoseconds;
  #late = 0;

  /** Rows whose time was behind what had been handed out already; they were moved up to it. */
  get late(): number {
    return this.#late;
  }

  get waitingTasks(): readonly TaskEvent[] {
    return this.#tasks;
  }

  /** Appends a sample and gives the place its chain of `words` is to be written to. */
  addSample(fields: SampleFields, words: number): BigUint64Array {
    return this.#samples.add({ ...fields, at: this.#place(fields.at) }, words);
  }

  /** Gives the last sample its stack. */
  attachStack(copy: UserStackCopy | null): void {
    this.#samples.attachStack(copy);
  }

  addTask(task: TaskEvent): void {
    this.#tasks.push({ ...task, at: this.#place(task.at) });
  }

  /** Everything before `limit`; what is left waits for the next call. */
  takeBefore(limit: Nanoseconds): { readonly samples: RawSamples; readonly tasks: readonly TaskEvent[] } {
    if (limit > this.#handedOut && limit !== Infinity) this.#handedOut = limit;
    return { samples: this.#takeSamples(limit).finish(), tasks: this.#takeTasks(limit) };
  }

  #place(at: number): Nanoseconds {
    if (at >= this.#handedOut) return at as Nanoseconds;
    this.#late += 1;
    return this.#handedOut;
  }

  #takeSamples(limit: Nanoseconds): SampleColumns {
    const { at, count } = this.#samples;
    const time = (row: number): number => at[row] ?? 0;
    const rows = Array.from({ length: count }, (_, row) => row);
    // sort() is stable: rows of one ring keep their order.
    const taken = this.#samples.pick(rows.filter((row) => time(row) < limit).sort((a, b) => time(a) - time(b)));
    this.#samples = this.#samples.pick(rows.filter((row) => time(row) >= limit));
    return taken;
  }

  #takeTasks(limit: Nanoseconds): readonly TaskEvent[] {
    const taken = this.#tasks.filter((task) => task.at < limit).sort((a, b) => a.at - b.at);
    this.#tasks = this.#tasks.filter((task) => task.at >= limit);
    return taken;
  }
}
