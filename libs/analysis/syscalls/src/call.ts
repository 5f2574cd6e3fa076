import type { Chunk, ExitRecord, FetchOp, Word } from '@ai-perf/core-wire';
import type { QuoteStyle } from './quote.ts';

/** How calls are decoded and written. */
export interface DecodeStyle {
  /** Bytes of a string that are shown: -s. */
  readonly stringLimit: number;
  readonly quotes: QuoteStyle;
  /** Structures in full: -v. */
  readonly verbose: boolean;
  /** Descriptors with what they lead to: -y. */
  readonly descriptors: boolean;
}

export const defaultStyle: DecodeStyle = { stringLimit: 32, quotes: 'octal', verbose: false, descriptors: false };

/** A call that has begun and, if `exit` is there, has ended. */
export interface TracedCall {
  readonly tid: number;
  readonly name: string;
  readonly number: number;
  readonly args: readonly Word[];
  readonly entryChunks: readonly Chunk[];
  readonly enteredAt: number;
  readonly cpuAtEntry: number;
  /** The call that restart_syscall(2) goes on with. */
  readonly interrupted: string | null;
  exit: ExitRecord | null;
}

/** One argument, as a signature names its type. */
export interface ArgumentType {
  /**
   * Whether it can be written at the entry, or what the kernel fills in at the exit has to be waited for. `both`: its
   * text at the entry is the beginning of that at the exit. `late`: as `exit`, and the comma before it comes then too.
   */
  readonly at: 'entry' | 'exit' | 'both' | 'late';
  fetch(argument: number, style: DecodeStyle): readonly FetchOp[];
  /** Null: it is not written at all (the mode of an open that creates nothing). */
  text(call: TracedCall, argument: number, style: DecodeStyle): string | null;
}

export const argumentOf = (call: TracedCall, argument: number): Word => call.args[argument] ?? 0;

/** What was fetched for an argument: at the exit if there is such, else at the entry. Undefined: nothing was. */
export function chunkOf(call: TracedCall, argument: number, index = 0): Chunk | undefined {
  const isIt = (chunk: Chunk): boolean => chunk.argument === argument && chunk.index === index && chunk.kind !== 6;
  return call.exit?.chunks.find(isIt) ?? call.entryChunks.find(isIt);
}

/** The bytes of an argument if `size` of them were readable. */
export function bytesOf(call: TracedCall, argument: number, size: number): DataView | null {
  const bytes = chunkOf(call, argument)?.bytes;
  if (bytes === undefined || bytes === null || bytes.length < size || size === 0) return null;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
