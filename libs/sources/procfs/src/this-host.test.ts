// Every reader against the running kernel: what it says of this process is known.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import {
  listProcesses, listThreads, readComm, readCommandLine, readCpuInfo, readCurrentCall, readDescriptorCount,
  readDescriptors, readDisks, readHostStat, readInterrupts, readLimits, readLoadAverage, readLocks, readMaps,
  readMemory, readMounts, readNetTables, readProcessIo, readProcessStatus, readSchedStat, readSmapsRollup, readSwitches,
  readRecord, readTcpSockets, readThreadTable, readUptime, readVmCounters, readWaitChannel, readWhole,
} from './index.ts';

const self = process.pid;

test('the host files of this kernel are understood', () => {
  const readers = [readHostStat, readLoadAverage, readUptime, readMemory, readVmCounters, readDisks, readNetTables];
  for (const read of readers) expect(read()).toMatchObject({ ok: true });
  for (const read of [readMounts, readLocks, readInterrupts]) expect(read()).toMatchObject({ ok: true });
  expect(unwrap(readCpuInfo()).count).toBe(cpus().length);
  expect(unwrap(readHostStat()).cpus).toHaveLength(cpus().length);
});

test('the files of this process are understood', () => {
  expect(unwrap(listProcesses())).toContain(self);
  expect(unwrap(readProcessStatus(self))).toMatchObject({ tgid: self, pid: self, parent: process.ppid });
  expect(unwrap(readSwitches(`/proc/${self}`))).not.toBeNull();
  expect(unwrap(readSchedStat(`/proc/${self}`)).timeSlices).toBeGreaterThanOrEqual(1);
  expect(unwrap(readCommandLine(self))[0]).toBe(readFileSync('/proc/self/cmdline', 'utf8').split('\0')[0]);
  expect(unwrap(readComm(`/proc/${self}`))).toBe(readFileSync('/proc/self/comm', 'utf8').trimEnd());
  expect(unwrap(readLimits(self))['Max open files']?.unit).toBe('files');
  expect(unwrap(readMaps(self)).some(({ path }) => path === process.execPath)).toBe(true);
  expect(unwrap(readSmapsRollup(self))['Rss']).toBeDefined();
  expect(readCurrentCall(`/proc/${self}/task/${self}`).ok).toBe(true);
  expect(unwrap(readWaitChannel(`/proc/${self}`))).toBeNull();
});

test('the thread table has a row for each thread of this process, the main one first', () => {
  const table = unwrap(readThreadTable(self));
  expect(table.tid).toEqual(unwrap(listThreads(self)));
  expect(table.tid[0]).toBe(self);
  for (const column of [table.comm, table.state, table.userTime, table.systemTime, table.switches, table.waitChannel]) {
    expect(column).toHaveLength(table.tid.length);
  }
});

test('a descriptor more is counted and listed', () => {
  const before = unwrap(readDescriptorCount(self));
  const fd = openSync('/dev/null', 'r');
  expect(unwrap(readDescriptorCount(self))).toBe(before + 1);
  expect(unwrap(readDescriptors(self)).find(({ number }) => number === fd)).toMatchObject({ target: '/dev/null' });
  closeSync(fd);
  expect(unwrap(readDescriptorCount(self))).toBe(before);
});

test('a write of 7 bytes is one write call of 7 characters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'procfs-'));
  const before = unwrap(readProcessIo(self));
  writeFileSync(join(folder, 'seven'), '1234567');
  const after = unwrap(readProcessIo(self));
  rmSync(folder, { recursive: true });
  // A worker thread of the test runner may write to its own pipes meanwhile: at least ours is there.
  expect((after.writtenCharacters ?? 0) - (before.writtenCharacters ?? 0)).toBeGreaterThanOrEqual(7);
});

test('a file longer than one read comes whole', () => {
  expect(unwrap(readWhole('/proc/kallsyms', 'host')).length).toBe(readFileSync('/proc/kallsyms', 'utf8').length);
});

test('a record that fills the buffer comes whole, too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'procfs-'));
  const text = 'ä'.repeat(100_001);
  writeFileSync(join(folder, 'long'), text);
  expect(unwrap(readRecord(join(folder, 'long'), 'host'))).toBe(text);
  rmSync(folder, { recursive: true });
});

test('the network of a process that has ended is a process that is gone', () => {
  expect(readNetTables('/proc', 2 ** 22 + 1)).toMatchObject({ problem: { code: 'process-gone' } });
  expect(readTcpSockets('/proc', 2 ** 22 + 1)).toMatchObject({ problem: { code: 'process-gone' } });
});

test('a recorded tree without a file says so', () => {
  expect(readMemory('/nonexistent/proc')).toMatchObject({ ok: false, problem: { code: 'no-such-file' } });
  expect(listProcesses('/nonexistent/proc')).toMatchObject({ ok: false });
});
