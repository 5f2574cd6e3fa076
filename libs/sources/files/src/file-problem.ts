import { dirname } from 'node:path';
import { isSystemError, problem, usageProblem } from '@ai-perf/core-result';
import type { Problem } from '@ai-perf/core-result';

type Reason = readonly [kind: 'usage' | 'host', why: string, fix: (path: string) => string];

// What the errno of open(2), write(2) and rename(2) means for the person at the keyboard.
const reasons: Readonly<Record<string, Reason>> = {
  ENOENT: ['usage', 'there is no such file or folder', (path) => `ls -ld ${dirname(path)}`],
  ENOTDIR: ['usage', 'a part of the path is not a folder', (path) => `ls -ld ${dirname(path)}`],
  EISDIR: ['usage', 'it is a folder', () => 'name a file in it'],
  ENAMETOOLONG: ['usage', 'the name is too long', () => 'choose a shorter name'],
  ELOOP: ['usage', 'its symbolic links go in a circle', (path) => `ls -l ${path}`],
  EACCES: ['host', 'permission denied', (path) => `ls -ld ${path} ${dirname(path)}`],
  EPERM: ['host', 'the operation is not permitted', (path) => `lsattr -d ${dirname(path)}`],
  EROFS: ['host', 'the file system is read-only', () => 'choose a folder on a writable file system'],
  ENOSPC: ['host', 'no space is left on the device', (path) => `df -h ${dirname(path)}`],
  EDQUOT: ['host', 'the disk quota is used up', () => 'quota -s'],
  EFBIG: ['host', 'the file would exceed the file size limit', () => 'ulimit -f unlimited'],
};

/** The Problem of a failed file operation; anything but a system error is a bug and is thrown on. */
export function fileProblem(code: string, what: string, path: string, thrown: unknown): Problem {
  if (!isSystemError(thrown)) throw thrown;
  const [kind, why, fix] = reasons[thrown.code] ?? [
    'host',
    `${thrown.syscall}: ${thrown.code}`,
    () => `ls -ld ${path}`,
  ];
  const make = kind === 'usage' ? usageProblem : problem;
  return make(code, { what: `${what} ${path}`, why, fix: fix(path) });
}
