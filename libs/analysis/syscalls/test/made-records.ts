import type { Chunk, EntryRecord, ExitRecord, SignalRecord, TaskRecord, Word } from '@ai-perf/core-wire';
import { callNumbersByName } from '../src/decoder.ts';

// Records as the engine makes them; time goes on by a microsecond a record.
let now = 0;

function head(tid: number): { tid: number; at: number; cpuTime: number } {
  now += 1000;
  return { tid, at: now, cpuTime: now / 2 };
}

export function entry(tid: number, name: string, args: readonly Word[], chunks: readonly Chunk[] = []): EntryRecord {
  const number = callNumbersByName.get(name) ?? -1;
  return { kind: 'entry', ...head(tid), number, args, instruction: 0, foreign: false, chunks };
}

export function exit(tid: number, result: Word, chunks: readonly Chunk[] = []): ExitRecord {
  const failed = typeof result === 'number' && result < 0 && result > -4096;
  return { kind: 'exit', ...head(tid), number: 0, result, failed, injected: false, delayed: false, chunks };
}

export const task = (kind: TaskRecord['kind'], tid: number, value = 0): TaskRecord => ({
  kind,
  ...head(tid),
  value,
  flags: 0,
});

export function signal(tid: number, number: number, words: readonly number[]): SignalRecord {
  const info = new Uint8Array(128);
  const view = new DataView(info.buffer);
  [number, 0, ...words].forEach((word, index) => view.setInt32(index * 4, word, true));
  return { kind: 'signal', ...head(tid), signal: number, info };
}

export const chunk = (argument: number, bytes: Uint8Array | null, kind = 0, index = 0): Chunk => ({
  kind,
  argument,
  index,
  bytes,
});

export const text = (string: string): Uint8Array => new TextEncoder().encode(`${string}\0`);
