import { completeLines } from '@ai-perf/core-kernel-text';
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
  /** `FLOCK`, `POSIX`, `OFDLCK`, `LEASE`, `DELEG` ... */
  readonly kind: string;
  /** `READ`, `WRITE`, `UNLCK`. */
  readonly access: string;
  /** -1 for open-file-description locks, 0 for one of another pid namespace. */
  readonly tgid: number;
  /** `fd:00:2531452`: major and minor in hex, inode in decimal. */
  readonly file: string;
  readonly from: Bytes;
  /** Null: to the end of the file. */
  readonly to: Bytes | null;
}

/** Locks in the order of the file; a row that is none is left out. */
export function parseLocks(text: string): Result<FileLock[]> {
  return ok(completeLines(text).flatMap(lockOf));
}

const row = new RegExp(
  String.raw`^(?<id>\d{1,19}): *(?<arrow>->)? *(?<kind>[A-Z]+) +[A-Z]+ +(?<access>[A-Z]+) +(?<tgid>-?\d{1,10}) ` +
    String.raw`(?<file>\S+) (?<from>\d{1,19}) (?<to>\d{1,19}|EOF)$`,
);
type Field = 'id' | 'kind' | 'access' | 'tgid' | 'file' | 'from' | 'to';

function lockOf(line: string): FileLock[] {
  const found = row.exec(line);
  if (found === null) return [];
  const field = found.groups as Record<Field, string> & { readonly arrow?: string };
  const { kind, access, file } = field;
  return [{
    id: Number(field.id),
    waiting: field.arrow !== undefined,
    kind,
    access,
    tgid: Number(field.tgid),
    file,
    from: Number(field.from) as Bytes,
    to: field.to === 'EOF' ? null : (Number(field.to) as Bytes),
  }];
}

export const readLocks = (root: ProcRoot = '/proc'): Result<FileLock[]> => readHostFile(`${root}/locks`, parseLocks);
