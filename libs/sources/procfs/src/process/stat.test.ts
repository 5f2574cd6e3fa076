import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { expectHonestCuts } from '../../test/cuts.ts';
import { parseProcessStat, readProcessStat } from './stat.ts';

const after =
  'S 1 77 76 34816 77 4194560 9001 12 3 4 150 50 20 10 39 19 4 0 12345 8392704 1024 18446744073709551615 1 1 0 0 0 ' +
  '0 0 4096 134234626 0 0 0 17 1 0 5 42 0 0 0 0 0 0 0 0 0 0\n';
const line = (comm: string): string => `77 (${comm}) ${after}`;

test('every field stands where the man page says', () => {
  expect(unwrap(parseProcessStat(line('cat')))).toEqual({
    pid: 77, comm: 'cat', state: 'S', parent: 1, processGroup: 77, session: 76, isKernelThread: false,
    minorFaults: 9001, majorFaults: 3, userTime: 150, systemTime: 50, childUserTime: 20, childSystemTime: 10,
    priority: 39, nice: 19, threads: 4, startedAt: 12345, virtual: 8392704, resident: 1024, lastCpu: 1, policy: 5,
    blockIoDelay: 42,
  });
});

const hostile = [') R 1', 'a b c', 'x\ny', '\u001b[2J', '((', '))', '', ' ) S 9 ', '\ufffd\ufffd', '77 (cat) R 1 1'];

test.each(hostile)('a comm of %j does not shift the fields after it', (comm) => {
  const found = unwrap(parseProcessStat(line(comm)));
  expect(found).toMatchObject({ comm, state: 'S', parent: 1, userTime: 150, resident: 1024 });
});

test('a text cut at any byte is a problem', () => {
  for (const comm of ['cat', ') R 1 2 3', 'x\n']) {
    const text = line(comm);
    const cuts = Array.from(text, (_, length) => parseProcessStat(text.slice(0, length)).ok);
    expect(cuts).not.toContain(true);
    expectHonestCuts(text, parseProcessStat);
  }
});

test('a kernel thread is known by its flag', () => {
  const text = line('kworker/0:1').replace(' 4194560 ', ' 2129984 ');
  expect(unwrap(parseProcessStat(text)).isKernelThread).toBe(true);
});

test('a number above 2^53 stays finite', () => {
  const text = line('cat').replace(' 150 ', ' 18446744073709551615 ');
  expect(unwrap(parseProcessStat(text)).userTime).toBe(2 ** 64);
});

test('a kernel without the delay field gives null for it', () => {
  const fields = after.split(' ').slice(0, 39).join(' ');
  expect(unwrap(parseProcessStat(`77 (cat) ${fields}\n`)).blockIoDelay).toBeNull();
});

test('a field that is no number is a problem', () => {
  for (const wrong of ['x', '0x1', '1e5', '', 'NaN']) {
    expect(parseProcessStat(line('cat').replace(' 12345 ', ` ${wrong} `)).ok).toBe(false);
  }
});

test('this process reads itself', () => {
  const stat = unwrap(readProcessStat(process.pid));
  expect(stat).toMatchObject({ pid: process.pid, parent: process.ppid, state: 'R', isKernelThread: false });
});

test('a process that has ended is a problem with a code', () => {
  expect(readProcessStat(2 ** 22 + 1)).toMatchObject({ ok: false, problem: { code: 'process-gone', kind: 'host' } });
});
