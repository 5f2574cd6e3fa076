import { readFileSync } from 'node:fs';

/** What decides which map is a process's own. */
export interface ProcessView {
  /** Its number in its own pid namespace: the one it writes into the file's name. see: pid_namespaces(7) */
  readonly namespacePid: number;
  readonly uid: number;
  readonly startedAtMilliseconds: number;
}

/** Null for a process that is gone or may not be looked at. */
export function viewProcess(tgid: number): ProcessView | null {
  const status = textOf(`/proc/${tgid}/status`);
  const stat = textOf(`/proc/${tgid}/stat`);
  if (status === null || stat === null) return null;
  return {
    namespacePid: Number(field(status, /^NSpid:.*\t(\d+)$/m) ?? tgid),
    uid: Number(field(status, /^Uid:\t\d+\t(\d+)/m)),
    startedAtMilliseconds: bootMilliseconds() + startJiffies(stat) * 10,
  };
}

const field = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
const bootMilliseconds = (): number => Number(field(textOf('/proc/stat') ?? '', /^btime (\d+)$/m)) * 1000;

/** comm may hold ')' and spaces: fields are counted from the last ')'. see: proc_pid_stat(5), field 22 in USER_HZ */
function startJiffies(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
