import { close, constants, createReadStream, fstat, open, readFile } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { err, ok, problem, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { as, formatBytes } from '@ai-perf/core-units';
import type { Bytes } from '@ai-perf/core-units';
import { fileProblem } from './file-problem.ts';

export interface ReadLimits {
  /** More than this, packed or unpacked, is refused. */
  readonly bytes: Bytes;
  /** Ends a read that waits for a pipe. */
  readonly signal?: AbortSignal;
}

// The longest string of V8 holds 2^29 - 24 characters; what is longer could be read, but not made text.
const textLimit = as<Bytes>(2 ** 29 - 24);

/** All bytes of a file, or of standard input for `-`; gzip is recognised by its magic number and unpacked. */
export async function readInput(path: string, limits: ReadLimits = { bytes: textLimit }): Promise<Result<Uint8Array>> {
  const name = path === '-' ? 'standard input' : path;
  if (path === '-' && process.stdin.isTTY) return err(noInput);
  try {
    const bytes = await readWhole(path, limits);
    if (bytes === null) return err(tooLarge(name, limits));
    return isGzip(bytes) ? await unpack(name, bytes, limits) : ok(bytes);
  } catch (thrown) {
    if (limits.signal?.aborted === true) return err(interrupted(name));
    return err(fileProblem('file-not-read', 'cannot read', name, thrown));
  }
}

// Without O_NONBLOCK the open of a FIFO without a writer would hang a thread of the pool for ever, see fifo(7); with it
// a pipe that is empty for the moment answers EAGAIN, which a Socket (epoll) waits out and a file stream does not.
async function readWhole(path: string, limits: ReadLimits): Promise<Uint8Array | null> {
  if (path === '-') return collect(process.stdin, limits);
  const fd = await promisify(open)(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const found = await promisify(fstat)(fd);
  if (found.isFIFO()) return collect(new Socket({ fd, readable: true, writable: false }), limits);
  if (!found.isFile() && !found.isDirectory()) return collect(createReadStream(path, { fd }), limits);
  try {
    // readFile(2) of a folder is EISDIR on most file systems, and no bytes on some.
    if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR', syscall: 'read' });
    return found.size > limits.bytes ? null : await promisify(readFile)(fd);
  } finally {
    await promisify(close)(fd);
  }
}

async function collect(stream: Readable, limits: ReadLimits): Promise<Uint8Array | null> {
  if (limits.signal !== undefined) addAbortSignal(limits.signal, stream);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > limits.bytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

// see: RFC 1952, 2.3.1
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function unpack(name: string, bytes: Uint8Array, limits: ReadLimits): Promise<Result<Uint8Array>> {
  return new Promise((resolve) => {
    gunzip(bytes, { maxOutputLength: limits.bytes }, (thrown, plain) => {
      if (thrown === null) resolve(ok(plain));
      else
        resolve(
          err(
            (thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
              ? tooLarge(name, limits)
              : broken(name, thrown),
          ),
        );
    });
  });
}

const tooLarge = (name: string, limits: ReadLimits): Problem =>
  problem('file-too-large', {
    what: `cannot read ${name}`,
    why: `it holds more than ${formatBytes(limits.bytes)}`,
    fix: 'record for a shorter time or at a lower frequency',
  });

const broken = (name: string, thrown: Error): Problem =>
  problem('gzip-broken', {
    what: `cannot unpack ${name}`,
    why: thrown.message,
    fix: 'gzip -t shows where it is damaged; record it again',
  });

const interrupted = (name: string): Problem =>
  problem('interrupted', { what: `reading ${name} was stopped`, why: 'a stop signal came', fix: 'run it again' });

// Nobody types a profile: whoever sees a silent prompt forgot the file.
const noInput: Problem = usageProblem('no-input', {
  what: 'there is nothing to read',
  why: 'standard input is a terminal and no file is named',
  fix: 'name a file, or send its text through a pipe',
});
