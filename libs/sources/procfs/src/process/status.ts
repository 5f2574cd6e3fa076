import { completeLines, decimal, fieldsOf, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count, Kibibytes } from '@ai-perf/core-units';
import { readTaskRecord } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** /proc/PID/status, or that of one thread. see: proc_pid_status(5). Null: this kernel or task has no such line. */
export interface ProcessStatus {
  /** As the kernel escaped it: newline is `\n`, backslash `\\`. */
  readonly name: string;
  readonly tgid: number;
  readonly pid: number;
  readonly parent: number;
  /** 0 when nobody traces it. */
  readonly tracer: number;
  /** Real, effective, saved, file system. */
  readonly userIds: readonly number[];
  readonly groupIds: readonly number[];
  /** The process's number in its own and all outer pid namespaces, outermost first; empty before 4.1. */
  readonly namespacePids: readonly number[];
  readonly threads: number;
  /** CPUs that it may run on, as `0-3,7`; null before 2.6.26. */
  readonly allowedCpus: string | null;
  readonly peakResident: Kibibytes | null;
  readonly residentAnonymous: Kibibytes | null;
  readonly residentFile: Kibibytes | null;
  readonly residentShared: Kibibytes | null;
  readonly swapped: Kibibytes | null;
  /** 0 off, 1 strict, 2 filter; null before 3.8. */
  readonly seccomp: number | null;
  readonly switches: Switches | null;
}

/** Of this thread alone, also in the file of the process: there they are the main thread's. */
export interface Switches {
  readonly voluntary: Count;
  readonly forced: Count;
}

export function parseProcessStatus(text: string): Result<ProcessStatus> {
  const rows = new Map(completeLines(text).map(rowOf));
  const number = (key: string): number | null => decimal(fieldsOf(rows.get(key) ?? '')[0] ?? '');
  const numbers = (key: string): number[] => fieldsOf(rows.get(key) ?? '').map((field) => decimal(field) ?? -1);
  const kibibytes = (key: string): Kibibytes | null => number(key) as Kibibytes | null;
  const required = [number('Pid'), number('Tgid'), number('PPid'), number('Threads')];
  if (required.includes(null)) {
    return err(malformed('/proc/PID/status', 'one of the lines Pid, Tgid, PPid, Threads is missing'));
  }
  const [pid, tgid, parent, threads] = required as [number, number, number, number];
  return ok({
    name: rows.get('Name') ?? '',
    tgid,
    pid,
    parent,
    tracer: number('TracerPid') ?? 0,
    userIds: numbers('Uid'),
    groupIds: numbers('Gid'),
    namespacePids: numbers('NSpid'),
    threads,
    allowedCpus: rows.get('Cpus_allowed_list') ?? null,
    peakResident: kibibytes('VmHWM'),
    residentAnonymous: kibibytes('RssAnon'),
    residentFile: kibibytes('RssFile'),
    residentShared: kibibytes('RssShmem'),
    swapped: kibibytes('VmSwap'),
    seccomp: number('Seccomp'),
    switches: parseSwitches(text),
  });
}

function rowOf(line: string): [string, string] {
  const colon = line.indexOf(':\t');
  return colon === -1 ? ['', ''] : [line.slice(0, colon), line.slice(colon + 2)];
}

const switchLines = /\nvoluntary_ctxt_switches:\t(\d+)\nnonvoluntary_ctxt_switches:\t(\d+)\n/;

/** Only the two counts, for those who read thousands of files. Null before 2.6.23 and where the text was cut. */
export function parseSwitches(text: string): Switches | null {
  const [, voluntary, forced] = switchLines.exec(text.slice(-200)) ?? [];
  if (voluntary === undefined || forced === undefined) return null;
  return { voluntary: Number(voluntary) as Count, forced: Number(forced) as Count };
}

export const readProcessStatus = (tgid: number, root: ProcRoot = '/proc'): Result<ProcessStatus> =>
  readTaskRecord(`${root}/${tgid}/status`, parseProcessStatus);

/** `folder` is that of a process or of a thread: `/proc/7` or `/proc/7/task/8`. */
export const readSwitches = (folder: string): Result<Switches | null> =>
  readTaskRecord(`${folder}/status`, (text) => ok(parseSwitches(text)));
