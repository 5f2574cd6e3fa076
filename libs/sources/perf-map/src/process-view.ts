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
  const bootTime = /^btime (\d+)$/m.exec(textOf('/proc/stat') ?? '')?.[1];
  if (status === null || stat === null || bootTime === undefined) return null;
  const pids = /^NSpid:\t(.*)$/m.exec(status)?.[1]?.split('\t') ?? [];
  return {
    namespacePid: Number(pids.at(-1) ?? tgid),
    uid: Number(/^Uid:\t\d+\t(\d+)/m.exec(status)?.[1]),
    startedAtMilliseconds: Number(bootTime) * 1000 + startJiffies(stat) * 10,
  };
}

/** comm may hold ')' and spaces: fields are counted from the last ')'. see: proc_pid_stat(5), (22) starttime in USER_HZ */
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
