import type { Result } from '@ai-perf/core-result';
import { listNumbers } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** All processes that may be seen, ascending: their thread group ids. */
export const listProcesses = (root: ProcRoot = '/proc'): Result<number[]> => listNumbers(root, 'host');

/** The threads of a process, ascending. */
export const listThreads = (tgid: number, root: ProcRoot = '/proc'): Result<number[]> =>
  listNumbers(`${root}/${tgid}/task`, 'task');
