import type { TraceRecord } from '@ai-perf/core-wire';
import { callName } from './decoder.ts';

/** What was counted of one call. */
export interface CallCount {
  readonly name: string;
  readonly calls: number;
  readonly errors: number;
  /** System CPU time, or with -w the time from entry to exit. */
  readonly nanoseconds: number;
}

interface Begun {
  readonly number: number;
  readonly at: number;
  readonly cpuTime: number;
}

type Mutable = { -readonly [Key in keyof CallCount]: CallCount[Key] };

/** Counts calls, errors and time: strace's -c. A call counts when it returns. */
export class CallCounts {
  readonly #clock: 'cpu' | 'wall';
  readonly #counts = new Map<string, Mutable>();
  readonly #begun = new Map<number, Begun>();

  constructor(clock: 'cpu' | 'wall') {
    this.#clock = clock;
  }

  add(record: TraceRecord): void {
    if (record.kind === 'entry') this.#begun.set(record.tid, record);
    if (record.kind === 'superseded') this.#move(record.value, record.tid);
    if (record.kind !== 'exit') return;
    const begun = this.#begun.get(record.tid);
    this.#begun.delete(record.tid);
    if (begun === undefined) return;
    const count = this.#of(callName(begun.number));
    count.calls += 1;
    count.errors += record.failed ? 1 : 0;
    count.nanoseconds += this.#clock === 'wall' ? record.at - begun.at : record.cpuTime - begun.cpuTime;
  }

  #move(from: number, to: number): void {
    const begun = this.#begun.get(from);
    this.#begun.delete(from);
    if (begun !== undefined) this.#begun.set(to, begun);
  }

  #of(name: string): Mutable {
    const known = this.#counts.get(name);
    if (known !== undefined) return known;
    const made = { name, calls: 0, errors: 0, nanoseconds: 0 };
    this.#counts.set(name, made);
    return made;
  }

  rows(): readonly CallCount[] {
    return [...this.#counts.values()];
  }
}

export type CountOrder = 'time' | 'calls' | 'errors' | 'name' | 'avg-time' | 'none';

const averageOf = ({ nanoseconds, calls }: CallCount): number => nanoseconds / Math.max(calls, 1);
const byName = (a: CallCount, b: CallCount): number => (a.name < b.name ? -1 : Number(a.name > b.name));

const orders: Readonly<Record<CountOrder, (a: CallCount, b: CallCount) => number>> = {
  time: (a, b) => b.nanoseconds - a.nanoseconds,
  calls: (a, b) => b.calls - a.calls,
  errors: (a, b) => b.errors - a.errors,
  'avg-time': (a, b) => averageOf(b) - averageOf(a),
  name: byName,
  none: () => 0,
};

const rule = '------ ----------- ----------- --------- --------- ----------------';

/** The table of -c, as strace lays it out. */
export function countsText(rows: readonly CallCount[], order: CountOrder): string {
  const total = rows.reduce(
    (sum, row) => ({
      name: 'total',
      calls: sum.calls + row.calls,
      errors: sum.errors + row.errors,
      nanoseconds: sum.nanoseconds + row.nanoseconds,
    }),
    { name: 'total', calls: 0, errors: 0, nanoseconds: 0 },
  );
  const sorted = [...rows].sort(orders[order]);
  const lines = [
    '% time     seconds  usecs/call     calls    errors syscall',
    rule,
    ...sorted.map((row) => rowText(row, total.nanoseconds)),
    rule,
    rowText(total, total.nanoseconds),
  ];
  return `${lines.join('\n')}\n`;
}

function rowText(row: CallCount, totalNanoseconds: number): string {
  const isTotal = row.name === 'total';
  const ratio = totalNanoseconds === 0 ? (isTotal ? 100 : 0) : (row.nanoseconds / totalNanoseconds) * 100;
  const share = ratio.toFixed(2).padStart(6);
  const seconds = (row.nanoseconds / 1e9).toFixed(6).padStart(11);
  const average = String(Math.floor(averageOf(row) / 1000)).padStart(11);
  const errors = row.errors === 0 ? ''.padStart(9) : String(row.errors).padStart(9);
  return `${share} ${seconds} ${average} ${String(row.calls).padStart(9)} ${errors} ${row.name}`;
}
