import { closeSync, openSync, writeSync } from 'node:fs';
import type { TextSink } from '@ai-perf/core-cli';
import { err, isSystemError, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';

/** Where the text of a trace goes: stderr, one file, or a file for each task (-ff). */
export interface TraceOutput {
  write(tid: number, text: string): void;
  /** A task is gone: its own file is closed. */
  ended(tid: number): void;
  /** Hands over what has gathered. */
  flush(): void;
  close(): void;
}

/** Gathers text up to a flush: a write a line would be a system call a line. */
export function sinkOutput(sink: TextSink): TraceOutput {
  let gathered = '';
  const flush = (): void => {
    if (gathered !== '') sink.write(gathered);
    gathered = '';
  };
  return { write: (_tid, text) => void (gathered += text), ended: () => undefined, flush, close: flush };
}

const gatheredMost = 1 << 16;

/** One file. It is opened before the command starts, so that a wrong path costs nothing. */
export function fileOutput(path: string): Result<TraceOutput> {
  const opened = open(path);
  if (!opened.ok) return opened;
  let gathered = '';
  const flush = (): void => {
    if (gathered !== '') writeAll(opened.value, gathered);
    gathered = '';
  };
  return ok({
    write: (_tid, text) => {
      gathered += text;
      if (gathered.length > gatheredMost) flush();
    },
    ended: () => undefined,
    flush,
    close: () => {
      flush();
      closeSync(opened.value);
    },
  });
}

/** `PATH.TID` for each task. */
export function separateOutput(path: string): TraceOutput {
  const files = new Map<number, TraceOutput>();
  const fileOf = (tid: number): TraceOutput => {
    const known = files.get(tid);
    if (known !== undefined) return known;
    const made = fileOutput(`${path}.${tid}`);
    if (!made.ok) throw new Error(`${made.problem.what}: ${made.problem.why}`);
    files.set(tid, made.value);
    return made.value;
  };
  const end = (tid: number): void => {
    files.get(tid)?.close();
    files.delete(tid);
  };
  return {
    write: (tid, text) => fileOf(tid).write(tid, text),
    ended: end,
    flush: () => files.forEach((file) => file.flush()),
    close: () => [...files.keys()].forEach(end),
  };
}

function open(path: string): Result<number> {
  try {
    return ok(openSync(path, 'w', 0o666));
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    const why = thrown.code;
    return err(problem('output-not-writable', { what: `cannot write ${path}`, why, fix: 'give -o another path' }));
  }
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
}
