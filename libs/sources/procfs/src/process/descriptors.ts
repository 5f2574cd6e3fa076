import { readlinkSync, readdirSync, statSync } from 'node:fs';
import { kernelFileProblem } from '@ai-perf/core-kernel-text';
import { err, mapResult, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count } from '@ai-perf/core-units';
import { listNumbers } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** What an open descriptor leads to. see: proc_pid_fd(5) */
export interface Descriptor {
  readonly number: number;
  /** As the link says: a path, `pipe:[123]`, `socket:[123]`, `anon_inode:[eventfd]`. */
  readonly target: string;
  readonly kind: 'pipe' | 'socket' | 'anonymous' | 'file';
  /** Of a pipe or a socket: who else holds it is at its other end. */
  readonly inode: number | null;
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

/** All open descriptors. One that is closed meanwhile is left out. */
export function readDescriptors(tgid: number, root: ProcRoot = '/proc'): Result<Descriptor[]> {
  const folder = `${root}/${tgid}/fd`;
  return mapResult(listNumbers(folder, 'task'), (numbers) => numbers.flatMap((number) => descriptorAt(folder, number)));
}

function descriptorAt(folder: string, number: number): Descriptor[] {
  try {
    return [descriptorOf(number, readlinkSync(`${folder}/${number}`))];
  } catch (thrown) {
    kernelFileProblem(folder, thrown, 'task');
    return [];
  }
}

/** A descriptor from the text of its link. */
export function descriptorOf(number: number, target: string): Descriptor {
  const [, kind, inode] = /^(pipe|socket):\[(\d{1,20})\]$/.exec(target) ?? [];
  if (kind !== undefined) return { number, target, kind: kind as 'pipe' | 'socket', inode: Number(inode) };
  return { number, target, kind: target.startsWith('anon_inode:') ? 'anonymous' : 'file', inode: null };
}
