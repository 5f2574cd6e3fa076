import { lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { decimal, kernelFileProblem } from '@ai-perf/core-kernel-text';
import { err, mapResult, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count } from '@ai-perf/core-units';
import { listNumbers, readTaskRecord } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** What an open descriptor leads to. see: proc_pid_fd(5) */
export interface Descriptor {
  readonly number: number;
  /** As the link says: a path, `pipe:[123]`, `socket:[123]`, `anon_inode:[eventfd]`. */
  readonly target: string;
  readonly kind: 'pipe' | 'socket' | 'anonymous' | 'file';
  /** Of a pipe or a socket. */
  readonly inode: number | null;
  readonly reads: boolean;
  readonly writes: boolean;
}

/** How many descriptors are open. Needs the right to trace the process. */
export function readDescriptorCount(tgid: number, root: ProcRoot = '/proc'): Result<Count> {
  const path = `${root}/${tgid}/fd`;
  try {
    // Linux 6.2 and later give the count as the size of the folder; before it is 0. see: fs/proc/fd.c proc_fd_getattr()
    const { size } = statSync(path);
    // A process may have closed all: an empty folder has to be looked at either way.
    return ok((size > 0 ? size : readdirSync(path).length) as Count);
  } catch (thrown) {
    return err(kernelFileProblem(path, thrown, 'task'));
  }
}

/** The open descriptors, lowest first, at most `most`. One that is closed meanwhile is left out. */
export function readDescriptors(tgid: number, root: ProcRoot = '/proc', most = Infinity): Result<Descriptor[]> {
  const folder = `${root}/${tgid}/fd`;
  return mapResult(listNumbers(folder, 'task'), (numbers) =>
    numbers.slice(0, most).flatMap((number) => descriptorAt(folder, number)),
  );
}

function descriptorAt(folder: string, number: number): Descriptor[] {
  try {
    const path = `${folder}/${number}`;
    return [{ ...descriptorOf(number, readlinkSync(path)), ...accessOf(lstatSync(path).mode) }];
  } catch (thrown) {
    kernelFileProblem(folder, thrown, 'task');
    return [];
  }
}

// The permissions of the link say how the file was opened. see: fs/proc/fd.c tid_fd_update_inode()
const accessOf = (mode: number): Pick<Descriptor, 'reads' | 'writes'> => ({
  reads: (mode & 0o400) !== 0,
  writes: (mode & 0o200) !== 0,
});

/** What the text of a link says. */
export function descriptorOf(number: number, target: string): Omit<Descriptor, 'reads' | 'writes'> {
  const [, kind, inode] = /^(pipe|socket):\[(\d{1,20})\]$/.exec(target) ?? [];
  if (kind !== undefined) return { number, target, kind: kind as 'pipe' | 'socket', inode: Number(inode) };
  return { number, target, kind: target.startsWith('anon_inode:') ? 'anonymous' : 'file', inode: null };
}

/** Number of an eventfd, the same in every process that holds it; null for another descriptor or before 5.2. */
export const parseEventfdId = (text: string): number | null => decimal(/^eventfd-id: *(\d+)\n/m.exec(text)?.[1] ?? '');

export const readEventfdId = (tgid: number, number: number, root: ProcRoot = '/proc'): Result<number | null> =>
  mapResult(readTaskRecord(`${root}/${tgid}/fdinfo/${number}`, ok), parseEventfdId);
