import { decimal, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Bytes, Count, Jiffies, Pages } from '@ai-perf/core-units';
import { readTaskRecord } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** /proc/PID/stat, or that of one thread. see: proc_pid_stat(5), fs/proc/array.c do_task_stat() */
export interface ProcessStat {
  readonly pid: number;
  /** Raw: may hold newlines, escapes, parentheses, and U+FFFD where it was no UTF-8. */
  readonly comm: string;
  readonly state: string;
  readonly parent: number;
  readonly processGroup: number;
  readonly session: number;
  readonly isKernelThread: boolean;
  readonly minorFaults: Count;
  readonly majorFaults: Count;
  readonly userTime: Jiffies;
  readonly systemTime: Jiffies;
  /** Of children that were waited for. */
  readonly childUserTime: Jiffies;
  readonly childSystemTime: Jiffies;
  readonly priority: number;
  readonly nice: number;
  readonly threads: number;
  readonly startedAt: Jiffies;
  readonly virtual: Bytes;
  readonly resident: Pages;
  readonly lastCpu: number;
  /** SCHED_OTHER 0, FIFO 1, RR 2, BATCH 3, IDLE 5, DEADLINE 6. see: sched(7) */
  readonly policy: number;
  /** Needs kernel.task_delayacct=1, else 0; null where the kernel has no such field. */
  readonly blockIoDelay: Jiffies | null;
}

// Field numbers of the man page less 3: `state`, its field 3, is the first after the name.
const column = {
  parent: 1, processGroup: 2, session: 3, flags: 6, minorFaults: 7, majorFaults: 9, userTime: 11, systemTime: 12,
  childUserTime: 13, childSystemTime: 14, priority: 15, nice: 16, threads: 17, startedAt: 19, virtual: 20, resident: 21,
  lastCpu: 36, policy: 38, blockIoDelay: 39,
} as const;
/** PF_KTHREAD. see: include/linux/sched.h */
const kernelThreadFlag = 0x0020_0000;

const columns = Object.values(column).filter((index) => index !== column.blockIoDelay);

export function parseProcessStat(text: string): Result<ProcessStat> {
  // comm may hold ')' and spaces: split after the LAST ')'; nothing after it can hold one.
  const [open, close] = [text.indexOf(' ('), text.lastIndexOf(') ')];
  if (open === -1 || close < open || !text.endsWith('\n')) return err(malformed('/proc/PID/stat', 'it was cut short'));
  const fields = text.slice(close + 2, -1).split(' ');
  const pid = decimal(text.slice(0, open));
  const state = fields[0] ?? '';
  if (pid === null || state.length !== 1 || !columns.every((index) => decimal(fields[index] ?? '') !== null)) {
    return err(malformed('/proc/PID/stat', 'a field is missing or no number'));
  }
  return ok({ pid, comm: text.slice(open + 2, close), state, ...numbersOf(fields) });
}

type Field<T> = (name: keyof typeof column) => T;

function numbersOf(fields: readonly string[]): Omit<ProcessStat, 'pid' | 'comm' | 'state'> {
  const at: Field<number> = (name) => Number(fields[column[name]]);
  const time = at as Field<Jiffies>;
  const count = at as Field<Count>;
  return {
    parent: at('parent'),
    processGroup: at('processGroup'),
    session: at('session'),
    isKernelThread: (at('flags') & kernelThreadFlag) !== 0,
    minorFaults: count('minorFaults'),
    majorFaults: count('majorFaults'),
    userTime: time('userTime'),
    systemTime: time('systemTime'),
    childUserTime: time('childUserTime'),
    childSystemTime: time('childSystemTime'),
    priority: at('priority'),
    nice: at('nice'),
    threads: at('threads'),
    startedAt: time('startedAt'),
    virtual: at('virtual') as Bytes,
    resident: at('resident') as Pages,
    lastCpu: at('lastCpu'),
    policy: at('policy'),
    blockIoDelay: decimal(fields[column.blockIoDelay] ?? '') as Jiffies | null,
  };
}

export const readProcessStat = (tgid: number, root: ProcRoot = '/proc'): Result<ProcessStat> =>
  readTaskRecord(`${root}/${tgid}/stat`, parseProcessStat);

export const readThreadStat = (tgid: number, tid: number, root: ProcRoot = '/proc'): Result<ProcessStat> =>
  readTaskRecord(`${root}/${tgid}/task/${tid}/stat`, parseProcessStat);
