import { parseMountInfo } from '@ai-perf/core-kernel-text';
import type { MountEntry } from '@ai-perf/core-kernel-text';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readTaskFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** Mounts as `task` sees them. see: proc_pid_mountinfo(5) */
export const readMounts = (root: ProcRoot = '/proc', task: number | 'self' = 'self'): Result<MountEntry[]> =>
  readTaskFile(`${root}/${task}/mountinfo`, (text) => ok(parseMountInfo(text)));

/** How proc hides other users' processes: null when it does not. see: proc(5) hidepid= */
export function hidingOf(mounts: readonly MountEntry[], root: ProcRoot = '/proc'): string | null {
  const proc = mounts.findLast(({ type, mountPoint }) => type === 'proc' && mountPoint === root);
  const mode = proc?.superOptions.concat(proc.options).find((option) => option.startsWith('hidepid='));
  return mode === undefined || mode === 'hidepid=0' || mode === 'hidepid=off' ? null : mode;
}
