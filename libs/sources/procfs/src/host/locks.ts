import { completeLines, decimal, fieldsOf } from '@ai-perf/core-kernel-text';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Bytes } from '@ai-perf/core-units';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** A row of /proc/locks. see: proc_locks(5), fs/locks.c lock_get_status() */
export interface FileLock {
  /** A waiter carries the id of the lock that it waits for. */
  readonly id: number;
  readonly waiting: boolean;
  readonly kind: 'FLOCK' | 'POSIX' | 'OFDLCK' | 'LEASE' | 'DELEG' | 'ACCESS' | string;
  readonly access: string;
  /** -1 for open-file-description locks, 0 for one of another pid namespace. */
  readonly tgid: number;
  /** `fd:00:2531452`: major and minor in hex, inode in decimal. */
  readonly file: string;
  readonly from: Bytes;
  /** Null: to the end of the file. */
  readonly to: Bytes | null;
}

/** Locks in the order of the file; a row that is none (`<none>` files of leases included) is left out. */
export function parseLocks(text: string): Result<FileLock[]> {
  return ok(completeLines(text).flatMap(lockOf));
}

function lockOf(line: string): FileLock[] {
  const [id = '', ...rest] = fieldsOf(line);
  const waiting = rest[0] === '->';
  const [kind, , access, tgid = '', file, from = '', to = ''] = waiting ? rest.slice(1) : rest;
  const [idNumber, owner, start] = [decimal(id.replace(/:$/, '')), decimal(tgid), decimal(from)];
  if (idNumber === null || owner === null || start === null || kind === undefined || access === undefined) return [];
  const end = decimal(to);
  if (file === undefined || (end === null && to !== 'EOF')) return [];
  return [{ id: idNumber, waiting, kind, access, tgid: owner, file, from: start as Bytes, to: end as Bytes | null }];
}

export const readLocks = (root: ProcRoot = '/proc'): Result<FileLock[]> => readHostFile(`${root}/locks`, parseLocks);
