import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { kernelFileProblem } from '@ai-perf/core-kernel-text';
import type { FileOwner } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';

/** Where proc is mounted, or a recorded tree. */
export type ProcRoot = string;

// Reused by all reads, which are synchronous: a snapshot reads thousands of files and must not make garbage of each.
const buffer = Buffer.allocUnsafeSlow(1 << 16);

/**
 * A file that is one record (stat, status, schedstat, io): the kernel hands it over whole in one read(2) if the buffer
 * is large enough, and asking for the end of it would cost another. see: fs/seq_file.c single_open(), seq_read_iter()
 */
export const readRecord = (path: string, owner: FileOwner): Result<string> =>
  opened(path, owner, (fd) => readUntil(fd, (size) => size < buffer.length));

/** A file of many records (maps, mountinfo, diskstats): the kernel hands over about a page at a time. */
export const readWhole = (path: string, owner: FileOwner): Result<string> =>
  opened(path, owner, (fd) => readUntil(fd, (size) => size === 0));

// A character may lie across two reads: the bytes are put together before they become text.
function readUntil(fd: number, isLast: (size: number) => boolean): string {
  const parts: Buffer[] = [];
  for (;;) {
    const size = readSync(fd, buffer, 0, buffer.length, null);
    if (isLast(size)) return textOf(parts, size);
    parts.push(Buffer.from(buffer.subarray(0, size)));
  }
}

function textOf(parts: readonly Buffer[], size: number): string {
  if (parts.length === 0) return buffer.toString('utf8', 0, size);
  return Buffer.concat([...parts, buffer.subarray(0, size)]).toString('utf8');
}

function opened(path: string, owner: FileOwner, read: (fd: number) => string): Result<string> {
  try {
    const fd = openSync(path, 'r');
    try {
      return ok(read(fd));
    } finally {
      closeSync(fd);
    }
  } catch (thrown) {
    return err(kernelFileProblem(path, thrown, owner));
  }
}

/** Reads a host file and parses it. */
export function readHostFile<T>(path: string, parse: (text: string) => Result<T>): Result<T> {
  const text = readWhole(path, 'host');
  return text.ok ? parse(text.value) : text;
}

/** Reads a file of a task that is one record, and parses it. */
export function readTaskRecord<T>(path: string, parse: (text: string) => Result<T>): Result<T> {
  const text = readRecord(path, 'task');
  return text.ok ? parse(text.value) : text;
}

/** Reads a file of a task that is many records, and parses it. */
export function readTaskFile<T>(path: string, parse: (text: string) => Result<T>): Result<T> {
  const text = readWhole(path, 'task');
  return text.ok ? parse(text.value) : text;
}

/** The names in a folder of a task that are numbers: thread ids, descriptors. In ascending order. */
export function listNumbers(path: string, owner: FileOwner): Result<number[]> {
  try {
    const numbers = readdirSync(path).filter((name) => /^\d+$/.test(name)).map(Number);
    return ok(numbers.sort((a, b) => a - b));
  } catch (thrown) {
    return err(kernelFileProblem(path, thrown, owner));
  }
}
