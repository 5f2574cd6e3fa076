import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { fileProblem } from './file-problem.ts';

interface Target {
  /** Where the bytes end up: symbolic links are followed, so that the link stays a link. */
  readonly path: string;
  /** Permission bits of the file that is replaced, or null for a new one (the umask decides). */
  readonly mode: number | null;
  readonly isSpecial: boolean;
}

/**
 * Writes `content` beside `path`, flushes it, then renames it over `path`: a reader sees the old file or the new
 * one, never a half. Devices, pipes and sockets (`/dev/stdout`, `/dev/null`) are written in place: a rename would
 * replace the device. see: rename(2), fsync(2)
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<Result<void>> {
  try {
    const target = await targetOf(path);
    if (target.isSpecial) await writeInPlace(target.path, content);
    else await writeBeside(target, content);
    return ok(undefined);
  } catch (thrown) {
    return err(fileProblem('file-not-written', 'cannot write', path, thrown));
  }
}

async function targetOf(path: string): Promise<Target> {
  try {
    const found = await stat(path);
    // /dev/stdout resolves to `/proc/PID/fd/pipe:[N]`, which only the unresolved name can open.
    if (!found.isFile() && !found.isDirectory()) return { path, mode: null, isSpecial: true };
    return { path: await realpath(path), mode: found.mode & 0o7777, isSpecial: false };
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    return { path, mode: null, isSpecial: false };
  }
}

async function writeInPlace(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
}

async function writeBeside({ path, mode }: Target, content: string | Uint8Array): Promise<void> {
  const beside = join(dirname(path), `.${basename(path).slice(0, 200)}.${randomBytes(6).toString('hex')}.part`);
  try {
    await writeNew(beside, mode, content);
    await rename(beside, path);
  } catch (thrown) {
    await rm(beside, { force: true });
    throw thrown;
  }
}

// `wx` fails where something (a planted symbolic link, say) already has the name.
async function writeNew(path: string, mode: number | null, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    if (mode !== null) await file.chmod(mode);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
