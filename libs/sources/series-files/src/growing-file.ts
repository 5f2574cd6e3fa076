import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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
    const special = await isSpecial(path);
    const beside = join(dirname(path), `.${basename(path).slice(0, 200)}.${randomBytes(6).toString('hex')}.part`);
    const handle = await open(special ? path : beside, special ? 'w' : 'wx');
    return ok(new Growing(path, special ? null : beside, handle));
  } catch (thrown) {
    return err(fileProblem('write', path, thrown));
  }
}

async function isSpecial(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR', syscall: 'open' });
    return !found.isFile();
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return false;
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
