import { callName, errorName, signalName } from '@ai-perf/analysis-syscalls';
import type { CallDecoder, TracedCall } from '@ai-perf/analysis-syscalls';
import type { EntryRecord, ExitRecord, TaskRecord, TraceRecord, Word } from '@ai-perf/core-wire';
import { z } from 'zod';

const tid = z.number().int();
const at = z.number().describe('nanoseconds of CLOCK_MONOTONIC');

/** The lines of --json. Registers are decimal text: a 64-bit number does not fit JSON's. */
export const traceEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    tid,
    atNanoseconds: at,
    durationNanoseconds: z.number().nullable().describe('null: it did not return'),
    number: z.number().int(),
    name: z.string(),
    args: z.array(z.string()),
    decoded: z.array(z.string()),
    result: z.string().nullable(),
    errno: z.string().nullable(),
    injected: z.boolean(),
  }),
  z.object({ type: z.literal('signal'), tid, atNanoseconds: at, signal: z.string() }),
  z.object({ type: z.literal('stopped'), tid, atNanoseconds: at, signal: z.string() }),
  z.object({ type: z.literal('exited'), tid, atNanoseconds: at, status: z.number().int() }),
  z.object({ type: z.literal('killed'), tid, atNanoseconds: at, signal: z.string(), coreDumped: z.boolean() }),
  z.object({ type: z.literal('superseded'), tid, atNanoseconds: at, by: tid }),
  z.object({ type: z.literal('detached'), tid, atNanoseconds: at }),
]);

export type TraceEvent = z.output<typeof traceEvent>;

/** Turns records into events: a call becomes one when it returns, or when it is certain that it will not. */
export class TraceEvents {
  readonly #decoder: CallDecoder;
  readonly #open = new Map<number, TracedCall>();

  constructor(decoder: CallDecoder) {
    this.#decoder = decoder;
  }

  of(record: TraceRecord): TraceEvent | null {
    switch (record.kind) {
      case 'entry':
        this.#open.set(record.tid, callOf(record));
        return null;
      case 'exit':
        return this.#returned(record);
      case 'signal':
        return { type: 'signal', tid: record.tid, atNanoseconds: record.at, signal: signalName(record.signal) };
      default:
        return this.#task(record);
    }
  }

  #task(record: TaskRecord): TraceEvent | null {
    const head = { tid: record.tid, atNanoseconds: record.at };
    switch (record.kind) {
      case 'exiting':
        return this.#take(record.tid, null);
      case 'groupStop':
        return { type: 'stopped', ...head, signal: signalName(record.value) };
      case 'exited':
        return { type: 'exited', ...head, status: record.value };
      case 'killed':
        return { type: 'killed', ...head, signal: signalName(record.value), coreDumped: record.flags !== 0 };
      case 'superseded':
        this.#move(record.value, record.tid);
        return { type: 'superseded', ...head, by: record.value };
      case 'detached':
        return { type: 'detached', ...head };
      case 'attached':
      case 'failed':
        return null;
    }
  }

  #move(from: number, to: number): void {
    const call = this.#open.get(from);
    this.#open.delete(from);
    if (call !== undefined) this.#open.set(to, call);
  }

  #returned(record: ExitRecord): TraceEvent | null {
    const call = this.#open.get(record.tid);
    if (call !== undefined) call.exit = record;
    return this.#take(record.tid, record);
  }

  #take(tid: number, exit: ExitRecord | null): TraceEvent | null {
    const call = this.#open.get(tid);
    this.#open.delete(tid);
    if (call === undefined) return null;
    return {
      type: 'call',
      tid,
      atNanoseconds: call.enteredAt,
      durationNanoseconds: exit === null ? null : exit.at - call.enteredAt,
      number: call.number,
      name: call.name,
      args: call.args.slice(0, this.#decoder.signature(call.name).types.length).map(decimal),
      decoded: [...this.#decoder.argumentTexts(call)],
      result: exit === null ? null : decimal(exit.result),
      errno: exit === null ? null : errorName(exit),
      injected: exit?.injected ?? false,
    };
  }
}

const decimal = (word: Word): string => word.toString();

const callOf = (record: EntryRecord): TracedCall => ({
  tid: record.tid,
  name: callName(record.number),
  number: record.number,
  args: record.args,
  entryChunks: record.chunks,
  enteredAt: record.at,
  cpuAtEntry: record.cpuTime,
  interrupted: null,
  exit: null,
});
