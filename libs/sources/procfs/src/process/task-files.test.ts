import { mapResult, ok, unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { expectHonestCuts } from '../../test/cuts.ts';
import { parseComm, parseCommandLine } from './command.ts';
import { descriptorOf, parseEventfdId } from './descriptors.ts';
import { parseProcessIo } from './io.ts';
import { parseLimits } from './limits.ts';
import { parseSchedStat } from './schedstat.ts';
import { parseCurrentCall, parseWaitChannel } from './sleep.ts';
import { parseProcessStatus, parseSwitches } from './status.ts';

const status = [
  'Name:\tevil\\nvoluntary_ctxt_switches:\\t9', 'Umask:\t0022', 'State:\tS (sleeping)', 'Tgid:\t77', 'Ngid:\t0',
  'Pid:\t78', 'PPid:\t1', 'TracerPid:\t5', 'Uid:\t1000\t1001\t1002\t1003', 'Gid:\t0\t0\t0\t0', 'NSpid:\t78\t3',
  'VmHWM:\t    3200 kB',
  'RssAnon:\t     512 kB', 'VmSwap:\t       0 kB', 'Threads:\t4', 'Seccomp:\t2', 'Cpus_allowed_list:\t0-3,7',
  'voluntary_ctxt_switches:\t150', 'nonvoluntary_ctxt_switches:\t545', '',
].join('\n');

test('status gives ids, limits and switches by their names', () => {
  expect(unwrap(parseProcessStatus(status))).toMatchObject({
    tgid: 77, pid: 78, parent: 1, tracer: 5, userIds: [1000, 1001, 1002, 1003], namespacePids: [78, 3], threads: 4,
    peakResident: 3200, residentAnonymous: 512, residentFile: null, seccomp: 2, allowedCpus: '0-3,7',
    switches: { voluntary: 150, forced: 545 },
  });
});

test('status cut at any byte never gives a wrong number', () => {
  expectHonestCuts(status, parseProcessStatus);
  expectHonestCuts(status, (text) => ok(parseSwitches(text)));
});

test('a kernel that does not count switches gives null', () => {
  expect(parseSwitches('Name:\tcat\nThreads:\t1\n')).toBeNull();
});

const io =
  'rchar: 323934931\nwchar: 7\nsyscr: 632687\nsyscw: 5\nread_bytes: 0\nwrite_bytes: 4096\ncancelled_write_bytes: 1\n';

test('io is read by its names', () => {
  expect(unwrap(parseProcessIo(io))).toEqual({
    readCharacters: 323934931, writtenCharacters: 7, readCalls: 632687, writeCalls: 5, read: 0, written: 4096,
    cancelled: 1,
  });
});

test('io cut at any byte gives null for what is missing', () => {
  expectHonestCuts(io, parseProcessIo);
  expect(unwrap(parseProcessIo(''))).toMatchObject({ readCharacters: null, written: null });
});

test('schedstat is three numbers, and whole or nothing', () => {
  expect(unwrap(parseSchedStat('55 4 3\n'))).toEqual({ onCpu: 55, runDelay: 4, timeSlices: 3 });
  expectHonestCuts('551234 412 33\n', parseSchedStat);
});

test('a thread in a system call shows its number and arguments', () => {
  const text = '202 0x7f11 0x80 0x2 0x0 0x0 0xffffffffffffffff 0x7ffd 0x7f12\n';
  expect(unwrap(parseCurrentCall(text))).toEqual({
    kind: 'call', number: 202, args: [0x7f11n, 0x80n, 2n, 0n, 0n, 0xffffffffffffffffn],
  });
  expectHonestCuts(text, (cut) => mapResult(parseCurrentCall(cut), (call) => call.kind));
});

test('a thread that runs, or was stopped outside of a call, is in none', () => {
  expect(unwrap(parseCurrentCall('running\n'))).toEqual({ kind: 'running' });
  expect(unwrap(parseCurrentCall('-1 0x7ffd 0x7f12\n'))).toEqual({ kind: 'outside' });
});

test('what is no system call line is a problem', () => {
  const wrong = ['', '\n', 'x 0x1\n', '0\n', '1 0x1 2 0x3\n', '1 0x1 0x2\n'];
  expect(wrong.map((text) => parseCurrentCall(text).ok)).toEqual(wrong.map(() => false));
});

test('a wait channel of 0 or nothing is none', () => {
  const channels = ['0', '', 'futex_do_wait', 'ep_poll\n'].map(parseWaitChannel);
  expect(channels).toEqual([null, null, 'futex_do_wait', 'ep_poll']);
});

const limits = [
  'Limit                     Soft Limit           Hard Limit           Units     ',
  'Max cpu time              unlimited            unlimited            seconds   ',
  'Max open files            1024                 524288               files     ',
  'Max nice priority         0                    0                    ',
  '',
].join('\n');

test('limits keep their names; unlimited is null', () => {
  expect(unwrap(parseLimits(limits))).toEqual({
    'Max cpu time': { soft: null, hard: null, unit: 'seconds' },
    'Max open files': { soft: 1024, hard: 524288, unit: 'files' },
    'Max nice priority': { soft: 0, hard: 0, unit: null },
  });
  expectHonestCuts(limits, parseLimits);
});

test('arguments may be empty, hold newlines, or lack their last zero', () => {
  expect(parseCommandLine('sh\0-c\0\0echo a\nb\0')).toEqual(['sh', '-c', '', 'echo a\nb']);
  expect(parseCommandLine('nginx: worker process')).toEqual(['nginx: worker process']);
  expect(parseCommandLine('')).toEqual([]);
});

test('only the last newline of a comm is not its own', () => {
  expect(parseComm('a\n\n')).toBe('a\n');
});

test('a descriptor says what it leads to', () => {
  expect(descriptorOf(3, 'pipe:[4711]')).toEqual({ number: 3, target: 'pipe:[4711]', kind: 'pipe', inode: 4711 });
  expect(descriptorOf(4, 'socket:[12]')).toMatchObject({ kind: 'socket', inode: 12 });
  expect(descriptorOf(5, 'anon_inode:[eventfd]')).toMatchObject({ kind: 'anonymous', inode: null });
  expect(descriptorOf(6, '/tmp/pipe:[1]')).toMatchObject({ kind: 'file', inode: null });
});

test('an eventfd has one number in all processes', () => {
  expect(parseEventfdId('pos:\t0\neventfd-count:                1\neventfd-id: 5\n')).toBe(5);
  expect(parseEventfdId('pos:\t0\nflags:\t02\n')).toBeNull();
});
