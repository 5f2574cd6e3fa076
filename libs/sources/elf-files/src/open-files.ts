import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import type { ByteSource } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Bytes } from '@ai-perf/core-units';
import { identityOf, isSameFile } from './file-identity.ts';
import type { FileIdentity } from './file-identity.ts';

/** Far below the usual limit of 1,024 descriptors. see: getrlimit(2) RLIMIT_NOFILE */
const maxOpen = 128;
/** A hostile file cannot make us take more memory at once; the largest symbol tables are a fifth of it. */
const maxRead = 512 * 2 ** 20;

/** Keeps the files that were read last open: while one is open it stays what it was, deleted or not. */
export class OpenFiles {
  /** In the order of their last use. */
  readonly #open = new Map<FileBytes, number>();
  readonly #known = new Map<string, FileBytes>();

  /** The file at a path of which `stats` were just taken; null where it may not be opened. */
  file(path: string, stats: BigIntStats): ByteSource | null {
    const key = `${stats.dev}:${stats.ino}:${stats.ctimeNs}`;
    const known = this.#known.get(key) ?? new FileBytes(path, stats, this);
    if (this.descriptor(known) === null) return null;
    this.#known.set(key, known);
    return known;
  }

  /** An open descriptor of the file, or null where it is no longer there. */
  descriptor(file: FileBytes): number | null {
    const descriptor = this.#open.get(file) ?? openRegular(file.path, file.identity);
    this.#open.delete(file);
    if (descriptor === null) return null;
    this.#open.set(file, descriptor);
    this.#closeOldest();
    return descriptor;
  }

  close(): void {
    for (const descriptor of this.#open.values()) closeSync(descriptor);
    this.#open.clear();
    this.#known.clear();
  }

  #closeOldest(): void {
    const oldest = this.#open.size > maxOpen ? this.#open.entries().next().value : undefined;
    if (oldest === undefined) return;
    closeSync(oldest[1]);
    this.#open.delete(oldest[0]);
  }
}

class FileBytes implements ByteSource {
  readonly path: string;
  readonly identity: FileIdentity;
  readonly size: Bytes;
  readonly #files: OpenFiles;

  constructor(path: string, stats: BigIntStats, files: OpenFiles) {
    this.path = path;
    this.identity = identityOf(stats);
    this.size = as<Bytes>(Number(stats.size));
    this.#files = files;
  }

  read(offset: number, length: number): Uint8Array {
    const wanted = Math.min(length, this.size - offset, maxRead);
    const descriptor = wanted > 0 ? this.#files.descriptor(this) : null;
    return descriptor === null ? new Uint8Array() : readAt(descriptor, offset, wanted);
  }
}

export function readAt(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readOnce(descriptor, bytes.subarray(filled), offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

/** What cannot be read (EIO, a file system that is gone) is missing, like what lies past the end. */
function readOnce(descriptor: number, into: Uint8Array, at: number): number {
  try {
    return readSync(descriptor, into, 0, into.length, at);
  } catch {
    return 0;
  }
}

/** Null when the path is gone, is another file by now, or is no regular one: opening a FIFO or device has effects. */
function openRegular(path: string, identity: FileIdentity): number | null {
  try {
    if (!statSync(path).isFile()) return null;
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stats = fstatSync(descriptor, { bigint: true });
    if (stats.isFile() && isSameFile(identityOf(stats), identity)) return descriptor;
    closeSync(descriptor);
    return null;
  } catch {
    return null;
  }
}
