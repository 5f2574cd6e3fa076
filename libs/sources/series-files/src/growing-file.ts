import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { fileProblem } from './problems.ts';

/** A file that is written piece by piece and seen by others only when it is whole. */
export interface GrowingFile {
  write(text: string): Promise<Result<void>>;
  /** Gives it its name. */
  finish(): Promise<Result<void>>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** Opens a file beside `path`; devices and pipes are written in place. see: rename(2), fsync(2) */
export async function growFile(path: string): Promise<Result<GrowingFile>> {
  try {
    const target = await targetOf(path);
    if (target === null) return ok(new Growing(path, null, await open(path, 'a')));
    const beside = join(dirname(target), `.${basename(target).slice(0, 200)}.${randomBytes(6).toString('hex')}.part`);
    return ok(new Growing(target, beside, await open(beside, 'wx')));
  } catch (thrown) {
    return err(fileProblem('write', path, thrown));
  }
}

// Null for what must be written in place. Links are followed, so that a link stays a link; and /dev/stdout, which may
// lead to a regular file, is one that somebody else has open: it is appended to, never cut or replaced.
async function targetOf(path: string): Promise<string | null> {
  if (/^\/(dev(?!\/shm\/)|proc)\//.test(resolve(path))) return null;
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR', syscall: 'open' });
    return found.isFile() ? await realpath(path) : null;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return path;
    throw thrown;
  }
}

class Growing implements GrowingFile {
  private readonly path: string;
  private readonly beside: string | null;
  private readonly handle: FileHandle;

  constructor(path: string, beside: string | null, handle: FileHandle) {
    this.path = path;
    this.beside = beside;
    this.handle = handle;
  }

  write(text: string): Promise<Result<void>> {
    return this.trying(() => this.handle.appendFile(text));
  }

  finish(): Promise<Result<void>> {
    return this.trying(async () => {
      if (this.beside !== null) await this.handle.sync();
      await this.handle.close();
      if (this.beside !== null) await rename(this.beside, this.path);
    });
  }

  async discard(): Promise<void> {
    await this.handle.close();
    if (this.beside !== null) await rm(this.beside, { force: true });
  }

  private async trying(work: () => Promise<void>): Promise<Result<void>> {
    try {
      await work();
      return ok(undefined);
    } catch (thrown) {
      await this.discard().catch(() => undefined);
      return err(fileProblem('write', this.path, thrown));
    }
  }
}
