import { traceFlag, traceKind } from './abi.ts';

/** A register: signed, a bigint only where a number would not be exact. */
export type Word = number | bigint;

/** Memory of the tracee as it was at the stop. */
export interface Chunk {
  readonly kind: number;
  readonly argument: number;
  readonly index: number;
  /** Null: not readable. Shorter than what was asked: the rest was not. */
  readonly bytes: Uint8Array | null;
}

interface Head {
  readonly tid: number;
  /** Nanoseconds of CLOCK_MONOTONIC. */
  readonly at: number;
  /** Nanoseconds of system CPU time of the task, 0 where it was not asked for. */
  readonly cpuTime: number;
}

export interface EntryRecord extends Head {
  readonly kind: 'entry';
  readonly number: number;
  readonly args: readonly Word[];
  readonly instruction: Word;
  /** Of another architecture (32-bit): the number is not x86-64's. */
  readonly foreign: boolean;
  readonly chunks: readonly Chunk[];
}

export interface ExitRecord extends Head {
  readonly kind: 'exit';
  readonly number: number;
  readonly result: Word;
  readonly failed: boolean;
  readonly injected: boolean;
  readonly delayed: boolean;
  readonly chunks: readonly Chunk[];
}

export interface SignalRecord extends Head {
  readonly kind: 'signal';
  readonly signal: number;
  /** siginfo_t, 128 bytes. */
  readonly info: Uint8Array;
}

export interface TaskRecord extends Head {
  readonly kind: 'groupStop' | 'exited' | 'killed' | 'attached' | 'superseded' | 'exiting' | 'detached' | 'failed';
  /** Signal, status, former tid, errno; for `attached` 1 if it was started by a traced task. */
  readonly value: number;
  readonly flags: number;
}

export type TraceRecord = EntryRecord | ExitRecord | SignalRecord | TaskRecord;

const headBytes = 32;
const entryBytes = 64;
const exitBytes = 16;
const signalBytes = 128;
const notReadable = 0xffffffff;
const twoTo32 = 4294967296;

const kindNames = Object.fromEntries(Object.entries(traceKind).map(([name, number]) => [number, name])) as Record<
  number,
  keyof typeof traceKind
>;

/** The records of a batch. A record that does not fit its batch is a bug of ours and throws. */
export function readTraceRecords(batch: Uint8Array): TraceRecord[] {
  const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
  const records: TraceRecord[] = [];
  let at = 0;
  while (at < batch.length) {
    const length = view.getUint32(at, true);
    if (length < headBytes || at + length > batch.length) throw new Error(`a trace record of ${length} bytes at ${at}`);
    records.push(readRecord(view, at, at + length));
    at += length;
  }
  return records;
}

function readRecord(view: DataView, at: number, end: number): TraceRecord {
  const kind = kindNames[view.getUint16(at + 4, true)];
  const flags = view.getUint16(at + 6, true);
  const head = {
    tid: view.getInt32(at + 8, true),
    at: Number(readWord(view, at + 16)),
    cpuTime: Number(readWord(view, at + 24)),
  };
  const body = at + headBytes;
  if (kind === undefined) throw new Error(`a trace record of unknown kind at ${at}`);
  const foreign = (flags & traceFlag.foreign) !== 0;
  if (kind === 'entry') return { kind, ...head, ...readEntry(view, body, end), foreign };
  if (kind === 'exit') return { kind, ...head, ...readExit(view, body, end), ...exitFlags(flags) };
  const value = view.getInt32(at + 12, true);
  if (kind !== 'signal') return { kind, ...head, value, flags };
  return { kind, ...head, signal: value, info: bytesAt(view, body, Math.min(end - body, signalBytes)) };
}

type EntryBody = Pick<EntryRecord, 'number' | 'args' | 'instruction' | 'chunks'>;

function readEntry(view: DataView, at: number, end: number): EntryBody {
  const args = [8, 16, 24, 32, 40, 48].map((offset) => readWord(view, at + offset));
  return {
    number: Number(readWord(view, at)),
    args,
    instruction: readWord(view, at + 56),
    chunks: readChunks(view, at + entryBytes, end),
  };
}

function readExit(view: DataView, at: number, end: number): Pick<ExitRecord, 'number' | 'result' | 'chunks'> {
  return {
    result: readWord(view, at),
    number: Number(readWord(view, at + 8)),
    chunks: readChunks(view, at + exitBytes, end),
  };
}

const exitFlags = (flags: number): Pick<ExitRecord, 'failed' | 'injected' | 'delayed'> => ({
  failed: (flags & traceFlag.error) !== 0,
  injected: (flags & traceFlag.injected) !== 0,
  delayed: (flags & traceFlag.delayed) !== 0,
});

const noChunks: readonly Chunk[] = [];

function readChunks(view: DataView, from: number, end: number): readonly Chunk[] {
  if (from >= end) return noChunks;
  const chunks: Chunk[] = [];
  let at = from;
  while (at + 8 <= end) {
    const size = view.getUint32(at, true);
    const length = size === notReadable ? 0 : size;
    chunks.push({
      kind: view.getUint8(at + 4),
      argument: view.getUint8(at + 5),
      index: view.getUint16(at + 6, true),
      bytes: size === notReadable ? null : bytesAt(view, at + 8, length),
    });
    at += (8 + length + 7) & ~7;
  }
  return chunks;
}

const bytesAt = (view: DataView, at: number, length: number): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset + at, length);

/** A signed 64-bit word. */
export function readWord(view: DataView, at: number): Word {
  const value = view.getInt32(at + 4, true) * twoTo32 + view.getUint32(at, true);
  return Number.isSafeInteger(value) ? value : view.getBigInt64(at, true);
}
