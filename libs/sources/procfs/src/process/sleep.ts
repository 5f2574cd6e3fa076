import { decimal, malformed } from '@ai-perf/core-kernel-text';
import { err, mapResult, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readTaskRecord } from '../reading.ts';

/** What a thread does: runs, sleeps in a system call, or was stopped outside of one. see: proc_pid_syscall(5) */
export type CurrentCall =
  | { readonly kind: 'running' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'call'; readonly number: number; readonly args: readonly bigint[] };

const hex = /^0x[0-9a-f]{1,16}$/;

export function parseCurrentCall(text: string): Result<CurrentCall> {
  if (text === 'running\n') return ok({ kind: 'running' });
  const [first = '', ...rest] = text.endsWith('\n') ? text.slice(0, -1).split(' ') : [];
  const number = decimal(first);
  if (number === null || !rest.every((field) => hex.test(field))) {
    return err(malformed('/proc/PID/syscall', 'it is neither "running" nor a number with arguments'));
  }
  if (number === -1) return ok({ kind: 'outside' });
  if (rest.length < 6) return err(malformed('/proc/PID/syscall', 'arguments are missing'));
  return ok({ kind: 'call', number, args: rest.slice(0, 6).map(BigInt) });
}

/** Needs the right to trace it. `folder` is that of a process or of a thread. */
export const readCurrentCall = (folder: string): Result<CurrentCall> =>
  readTaskRecord(`${folder}/syscall`, parseCurrentCall);

/** Kernel function it sleeps in; null while it runs, and where kernel addresses are hidden. see: proc_pid_wchan(5) */
export const parseWaitChannel = (text: string): string | null => {
  const name = text.trim();
  return name === '' || name === '0' ? null : name;
};

export const readWaitChannel = (folder: string): Result<string | null> =>
  mapResult(readTaskRecord(`${folder}/wchan`, ok), parseWaitChannel);
