import { isSystemError, problem } from '@ai-perf/core-result';
import type { Problem } from '@ai-perf/core-result';

/** Text that is not in the format its file has: cut short, or not that file at all. */
export function malformed(what: string, why: string): Problem {
  const fix = 'read it again; if it stays so, report the file with the kernel version';
  return problem('malformed', { what: `cannot understand ${what}`, why, fix });
}

/** `task`: a file below /proc/PID, whose absence means that the process has ended. */
export type FileOwner = 'task' | 'host';

type Reason = readonly [code: string, why: string, fix: (path: string) => string];

const reasons: Readonly<Record<string, Reason>> = {
  gone: ['process-gone', 'the process or thread has ended', () => 'look for one that is alive: ps -e'],
  missing: ['no-such-file', 'this kernel does not offer it, or it was taken away', (path) => `ls -l ${path}`],
  forbidden: ['no-permission', 'only its owner or root may read it', (path) => `sudo cat ${path}`],
};

// A task that ends between open and read gives ESRCH. see: fs/proc/base.c proc_single_show()
const reasonOf: Readonly<Record<string, { readonly task: string; readonly host: string }>> = {
  ENOENT: { task: 'gone', host: 'missing' },
  ENOTDIR: { task: 'gone', host: 'missing' },
  ESRCH: { task: 'gone', host: 'gone' },
  // A cgroup that was removed while its file was open. see: kernel/cgroup/cgroup.c cgroup_kn_lock_live()
  ENODEV: { task: 'gone', host: 'missing' },
  EACCES: { task: 'forbidden', host: 'forbidden' },
  EPERM: { task: 'forbidden', host: 'forbidden' },
};

/** A failed reading of a file of /proc, /sys or a cgroup. Anything but a system error is a bug and is thrown on. */
export function kernelFileProblem(path: string, thrown: unknown, owner: FileOwner): Problem {
  if (!isSystemError(thrown)) throw thrown;
  const unknown: Reason = ['unreadable', `${thrown.syscall}: ${thrown.code}`, () => `cat ${path}`];
  const [code, why, fix] = reasons[reasonOf[thrown.code]?.[owner] ?? ''] ?? unknown;
  return problem(code, { what: `cannot read ${path}`, why, fix: fix(path) });
}
