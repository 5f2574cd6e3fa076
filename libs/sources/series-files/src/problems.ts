import { isSystemError, problem, usageProblem } from '@ai-perf/core-result';
import type { Problem } from '@ai-perf/core-result';

// Failures that a person mends by naming another file; all others are the host's.
const byTheCaller = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP']);

/** The Problem of a failed system call on `path`; anything else is a bug and is thrown on. */
export function fileProblem(what: string, path: string, thrown: unknown): Problem {
  if (!isSystemError(thrown)) throw thrown;
  const make = byTheCaller.has(thrown.code) ? usageProblem : problem;
  return make('file-failed', {
    what: `cannot ${what} ${path}`,
    why: `${thrown.syscall}: ${thrown.code}`,
    fix: thrown.code === 'ENOSPC' ? `df -h ${path}` : `ls -ld ${path}`,
  });
}

/** A line of a table that cannot be used; lines count from 1, the header included. */
export const lineProblem = (code: string, path: string, line: number, text: Pick<Problem, 'why' | 'fix'>): Problem =>
  usageProblem(code, { what: `cannot use line ${line} of ${path}`, ...text });

export const interrupted = (path: string): Problem =>
  problem('interrupted', { what: `reading ${path} was stopped`, why: 'a stop signal came', fix: 'run it again' });
