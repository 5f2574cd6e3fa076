import { getSystemErrorName } from 'node:util';
import { problem } from '@ai-perf/core-result';
import type { Problem } from '@ai-perf/core-result';
import { failedAt } from '@ai-perf/core-wire';
import type { TaskRecord } from '@ai-perf/core-wire';

const fixes: Readonly<Record<string, string>> = {
  ESRCH: 'pgrep -a NAME, and give the number of a process that is there',
  EPERM: 'run it as root, or: sudo sysctl kernel.yama.ptrace_scope=0 (and see that nobody else traces it)',
  EAGAIN: 'ulimit -u shows how many processes may be started',
};

/** Why nothing could be traced. see: PTRACE_SEIZE, ptrace(2); Documentation/admin-guide/LSM/Yama.rst */
export function failureOf({ tid, value, flags }: TaskRecord): Problem {
  const name = getSystemErrorName(-value);
  const isFork = flags === failedAt.fork;
  const what = isFork ? 'cannot start the command' : `attach: ptrace(PTRACE_SEIZE, ${tid})`;
  const code = isFork ? 'command-not-started' : 'attach-refused';
  return { ...problem(code, { what, why: name, fix: fixes[name] ?? '' }), exitCode: 1 };
}
