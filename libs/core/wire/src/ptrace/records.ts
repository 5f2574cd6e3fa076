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

/**
 * The records of a batch, one at a time: at 50,000 calls a second an array of them would live long enough for the
 * garbage collector to copy it. A record that does not fit its batch is a bug of ours and throws.
 */
export function* readTraceRecords(batch: Uint8Array): Generator<TraceRecord, void> {
  const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
  let at = 0;
  while (at < batch.length) {
    const length = at + headBytes > batch.length ? 0 : view.getUint32(at, true);
    if (length < headBytes || at + length > batch.length) throw new Error(`a trace record of ${length} bytes at ${at}`);
    yield readRecord(view, at, at + length);
    at += length;
  }
}

function readRecord(view: DataView, at: number, end: number): TraceRecord {
  const kind = kindNames[view.getUint16(at + 4, true)];
  if (kind === undefined) throw new Error(`a trace record of unknown kind at ${at}`);
  if (kind === 'entry') return readEntry(view, at, end);
  if (kind === 'exit') return readExit(view, at, end);
  const tid = view.getInt32(at + 8, true);
  const value = view.getInt32(at + 12, true);
  const times = { at: readTime(view, at + 16), cpuTime: readTime(view, at + 24) };
  if (kind !== 'signal') return { kind, tid, ...times, value, flags: view.getUint16(at + 6, true) };
  const info = bytesAt(view, at + headBytes, Math.min(end - at - headBytes, signalBytes));
  return { kind, tid, ...times, signal: value, info };
}

function readEntry(view: DataView, at: number, end: number): EntryRecord {
  const body = at + headBytes;
  return {
    kind: 'entry',
    tid: view.getInt32(at + 8, true),
    at: readTime(view, at + 16),
    cpuTime: readTime(view, at + 24),
    number: view.getUint32(body, true),
    args: [
      readWord(view, body + 8),
      readWord(view, body + 16),
      readWord(view, body + 24),
      readWord(view, body + 32),
      readWord(view, body + 40),
      readWord(view, body + 48),
    ],
    instruction: readWord(view, body + 56),
    foreign: (view.getUint16(at + 6, true) & traceFlag.foreign) !== 0,
    chunks: readChunks(view, body + entryBytes, end),
  };
}

function readExit(view: DataView, at: number, end: number): ExitRecord {
  const body = at + headBytes;
  const flags = view.getUint16(at + 6, true);
  return {
    kind: 'exit',
    tid: view.getInt32(at + 8, true),
    at: readTime(view, at + 16),
    cpuTime: readTime(view, at + 24),
    number: view.getUint32(body + 8, true),
    result: readWord(view, body),
    failed: (flags & traceFlag.error) !== 0,
    injected: (flags & traceFlag.injected) !== 0,
    delayed: (flags & traceFlag.delayed) !== 0,
    chunks: readChunks(view, body + exitBytes, end),
  };
}

/** Nanoseconds: 2^53 of them are 104 days. */
const readTime = (view: DataView, at: number): number =>
  view.getUint32(at + 4, true) * twoTo32 + view.getUint32(at, true);

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
