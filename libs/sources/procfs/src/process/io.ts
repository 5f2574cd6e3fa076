import { completeLines, decimal } from '@ai-perf/core-kernel-text';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Bytes, Count } from '@ai-perf/core-units';
import { readTaskRecord } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/**
 * /proc/PID/io, summed over its threads, ended ones included, and over the children that it waited for: a shell is
 * charged for what its commands did once they end. Null: the kernel does not count it.
 * see: proc_pid_io(5), kernel/exit.c wait_task_zombie()
 */
export interface ProcessIo {
  readonly readCharacters: Bytes | null;
  readonly writtenCharacters: Bytes | null;
  readonly readCalls: Count | null;
  readonly writeCalls: Count | null;
  readonly read: Bytes | null;
  readonly written: Bytes | null;
  /** Written pages that were thrown away before they reached the disk. */
  readonly cancelled: Bytes | null;
}

export function parseProcessIo(text: string): Result<ProcessIo> {
  const rows = new Map(completeLines(text).map(rowOf));
  const value = <Q extends Bytes | Count>(key: string): Q | null => decimal(rows.get(key) ?? '') as Q | null;
  return ok({
    readCharacters: value('rchar'),
    writtenCharacters: value('wchar'),
    readCalls: value('syscr'),
    writeCalls: value('syscw'),
    read: value('read_bytes'),
    written: value('write_bytes'),
    cancelled: value('cancelled_write_bytes'),
  });
}

function rowOf(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}

/** Only its owner, and who may trace it, may read it: else `no-permission`. */
export const readProcessIo = (tgid: number, root: ProcRoot = '/proc'): Result<ProcessIo> =>
  readTaskRecord(`${root}/${tgid}/io`, parseProcessIo);
