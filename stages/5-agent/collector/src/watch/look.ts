import type { FutexWait } from '@ai-perf/core-model';
import { readCurrentCall, readThreadStat, readWaitChannel } from '@ai-perf/sources-procfs';
import type { CurrentCall } from '@ai-perf/sources-procfs';
import type { CollectorSession } from '../session.ts';
import type { LimitBook } from '../limit-book.ts';

/** What one thread was seen doing. */
export interface Look {
  readonly state: string;
  readonly waitChannel: string | null;
  readonly syscall: number | null;
  readonly futex: FutexWait | null;
}

/** Number of futex(2). see: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h */
const futexNumbers: Readonly<Record<string, number>> = { x64: 202, arm64: 98, riscv64: 98, s390x: 238, ppc64: 221 };
const futexNumber = futexNumbers[process.arch] ?? null;

/** One look at a thread; null where it has ended. */
export function lookAtThread(session: CollectorSession, tgid: number, tid: number, limits: LimitBook): Look | null {
  const stat = readThreadStat(tgid, tid, session.procRoot);
  if (!stat.ok) return null;
  const { state, isKernelThread } = stat.value;
  if (state !== 'S' && state !== 'D') return { state, ...nowhere };
  const folder = `${session.procRoot}/${tgid}/task/${tid}`;
  const channel = readWaitChannel(folder);
  const waitChannel = channel.ok ? channel.value : null;
  // A kernel thread is in no call, yet the file says number 0, which would be read(2).
  if (isKernelThread) return { state, waitChannel, syscall: null, futex: null };
  const call = readCurrentCall(folder);
  if (!call.ok) limits.note('system calls that threads wait in (/proc/PID/syscall)', call.problem);
  // It has woken since its state was read.
  if (call.ok && call.value.kind === 'running') return { state: 'R', ...nowhere };
  return { state, waitChannel, ...callOf(call.ok ? call.value : null) };
}

const nowhere = { waitChannel: null, syscall: null, futex: null } as const;

function callOf(call: CurrentCall | null): Pick<Look, 'syscall' | 'futex'> {
  if (call?.kind !== 'call') return { syscall: null, futex: null };
  return { syscall: call.number, futex: call.number === futexNumber ? futexOf(call.args) : null };
}

// futex(uint32_t *uaddr, int op, uint32_t val, ...): registers are 64 bits wide, the upper halves are not the caller's.
function futexOf([address = 0n, operation = 0n, value = 0n]: readonly bigint[]): FutexWait {
  return {
    address: `0x${address.toString(16)}`,
    operation: Number(BigInt.asUintN(32, operation)),
    value: Number(BigInt.asUintN(32, value)),
  };
}
