import type { TraceRecord } from '@ai-perf/core-wire';
import { expect, test } from 'vitest';
import { chunk, entry, exit, signal, task, text } from '../test/made-records.ts';
import { defaultStyle } from './call.ts';
import { CallDecoder } from './decoder.ts';
import { defaultLineStyle } from './line-style.ts';
import { TraceText } from './trace-text.ts';
import type { LineFilter } from './trace-text.ts';

const everything: LineFilter = { status: null, signal: () => true, exits: true };

function written(records: readonly TraceRecord[], filter = everything, style = defaultLineStyle): string {
  let lines = '';
  const decoder = new CallDecoder(defaultStyle);
  const trace = new TraceText({ decoder, style, filter, write: (_tid, part) => void (lines += part) });
  for (const record of records) trace.add(record);
  return lines;
}

const opened = (tid: number): TraceRecord =>
  entry(tid, 'openat', [-100, 0x1000, 0o2000000, 0], [chunk(1, text('/etc/hosts'), 1)]);

test('a call that nothing interrupts is one line, its result at column 40', () => {
  expect(written([opened(1), exit(1, 3), entry(1, 'close', [3]), exit(1, 0)])).toBe(
    'openat(AT_FDCWD, "/etc/hosts", O_RDONLY|O_CLOEXEC) = 3\nclose(3)                                = 0\n',
  );
});

test('an error is -1, its name and what it means', () => {
  expect(written([opened(1), exit(1, -2)])).toContain(') = -1 ENOENT (No such file or directory)\n');
});

test('a call between entry and exit of another is unfinished and resumed', () => {
  const records = [task('attached', 1), task('attached', 2), entry(1, 'wait4', [-1, 0x7000, 0, 0])];
  const more = [entry(2, 'getpid', []), exit(2, 2), exit(1, 2, [chunk(1, Uint8Array.of(0, 3, 0, 0))])];
  expect(written([...records, ...more])).toBe(
    '[pid     1] wait4(-1,  <unfinished ...>\n' +
      '[pid     2] getpid()                    = 2\n' +
      '[pid     1] <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 2\n',
  );
});

test('a call from which a task does not come back has the result ?', () => {
  expect(written([entry(1, 'exit_group', [7]), task('exiting', 1), task('exited', 1, 7)])).toBe(
    'exit_group(7)                           = ?\n+++ exited with 7 +++\n',
  );
});

test('an exec by another thread takes over the number of the leader', () => {
  const before = [entry(1, 'pause', []), entry(2, 'vfork', [])];
  const records = [...before, task('superseded', 1, 2), exit(1, 0), task('exited', 1)];
  expect(written(records)).toBe(
    'pause( <unfinished ...>\n' +
      '[pid     2] vfork( <unfinished ...>\n' +
      '[pid     1] +++ superseded by execve in pid 2 +++\n' +
      '<... vfork resumed>)                    = 0\n' +
      '+++ exited with 0 +++\n',
  );
});

test('a signal is a line of its own with who sent it', () => {
  expect(written([signal(1, 10, [0, 0, 77, 5])])).toBe(
    '--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=77, si_uid=5} ---\n',
  );
});

test('a restarted call names what it goes on with', () => {
  const sleep = entry(1, 'nanosleep', [0, 0]);
  const records = [sleep, exit(1, -516), entry(1, 'restart_syscall', [0]), exit(1, 0)];
  expect(written(records)).toBe(
    'nanosleep(NULL, NULL)                   = ? ERESTART_RESTARTBLOCK (Interrupted by signal)\n' +
      'restart_syscall(<... resuming interrupted nanosleep ...>) = 0\n',
  );
});

test('with a status filter only calls that ended so are written, whole', () => {
  const filter: LineFilter = { ...everything, status: (ended) => ended?.failed === true };
  expect(written([opened(1), exit(1, 3), opened(1), exit(1, -13)], filter)).toBe(
    'openat(AT_FDCWD, "/etc/hosts", O_RDONLY|O_CLOEXEC) = -1 EACCES (Permission denied)\n',
  );
});

test('-ttt, -T and -n stand where strace puts them', () => {
  const style = { ...defaultLineStyle, clock: 'unix', duration: true, callNumber: true } as const;
  expect(written([entry(1, 'getpid', []), exit(1, 9)], everything, style)).toMatch(
    /^0\.0000\d\d \[ {2}39\] getpid\(\) += 9 <0\.000001>\n$/,
  );
});
