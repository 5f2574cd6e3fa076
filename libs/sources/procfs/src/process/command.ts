import { mapResult, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readTaskFile, readTaskRecord } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/**
 * Arguments as they lie in the process's memory: it may have overwritten them, and the file is empty for a kernel
 * thread and a zombie. see: proc_pid_cmdline(5)
 */
export function parseCommandLine(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
}

export const readCommandLine = (tgid: number, root: ProcRoot = '/proc'): Result<string[]> =>
  mapResult(readTaskFile(`${root}/${tgid}/cmdline`, ok), parseCommandLine);

/** The name ends in one newline that is not its own. see: proc_pid_comm(5) */
export const parseComm = (text: string): string => (text.endsWith('\n') ? text.slice(0, -1) : text);

/** `folder` is that of a process or of a thread. */
export const readComm = (folder: string): Result<string> => mapResult(readTaskRecord(`${folder}/comm`, ok), parseComm);
