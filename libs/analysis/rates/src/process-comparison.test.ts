import { expect, test } from 'vitest';
import { hostAt, processAt, seconds } from '../test/quiet-host.ts';
import { compareSnapshots } from './compare-snapshots.ts';
import type { ProcessDelta } from './process-delta.ts';

type Change = Parameters<typeof processAt>[1];

function delta(before: Change, after: Change, to = 2 * seconds): ProcessDelta {
  const first = hostAt(0, { processes: [processAt(0, before)] });
  const second = hostAt(to, { processes: [processAt(to, after)] });
  const [only, ...rest] = compareSnapshots(first, second).processes;
  expect(rest).toEqual([]);
  return only as ProcessDelta;
}

test('ticks become shares of one CPU', () => {
  const { cpu } = delta({ userTime: 100, systemTime: 10 }, { userTime: 350, systemTime: 60 });
  expect(cpu).toEqual({ user: 1.25, system: 0.25, total: 1.5 });
});

test('run delay of three waiting threads is 3 seconds a second', () => {
  expect(delta({ runDelay: 1e9 }, { runDelay: 7e9 }).runDelay).toBe(3);
});

test('resident growth may be negative and is in bytes', () => {
  const { resident, residentGrowth } = delta({ resident: 1000 }, { resident: 500 });
  expect(resident).toBe(500 * 4096);
  expect(residentGrowth).toBe((-500 * 4096) / 2);
});

test('bytes per call is the mean of the window, null without calls', () => {
  const before = { writeCalls: 10, writtenCharacters: 90_000, readCalls: 5, readCharacters: 50 };
  const found = delta(before, { ...before, writeCalls: 30, writtenCharacters: 90_040 });
  expect(found.bytesPerWrite).toBe(2);
  expect(found.writeCalls).toBe(10);
  expect(found.bytesPerRead).toBeNull();
});

test('what may not be read is null and not 0', () => {
  const hidden = { writeCalls: null, writtenCharacters: null, switches: null, descriptors: null, onCpu: null };
  const found = delta({}, hidden);
  expect(found.writeCalls).toBeNull();
  expect(found.voluntarySwitches).toBeNull();
  expect(found.descriptorGrowth).toBeNull();
  expect(found.onCpu).toBeNull();
});

test('sums over threads that went down are null, and the process is marked', () => {
  const before = { threads: 8, runDelay: 9e9, onCpu: 9e9, switches: { voluntary: 50, forced: 9 } };
  const found = delta(before, { threads: 1, runDelay: 1e9, onCpu: 1e9, switches: { voluntary: 60, forced: 1 } });
  expect(found).toMatchObject({ threadsEnded: true, runDelay: null, onCpu: null });
  expect([found.voluntarySwitches, found.forcedSwitches]).toEqual([5, null]);
});

test('threads that came and went unseen are known by the ticks they left behind', () => {
  expect(delta({}, { userTime: 100, onCpu: 0.2e9 }).threadsEnded).toBe(true);
  expect(delta({}, { userTime: 100, onCpu: 0.98e9 }).threadsEnded).toBe(false);
  expect(delta({}, { userTime: 2, onCpu: 0 }).threadsEnded).toBe(false);
});

test('a reused pid is a new process and the old one is gone', () => {
  const first = hostAt(0, { processes: [processAt(0, { startedAt: 500, userTime: 9000, comm: 'old' })] });
  const young = processAt(seconds, { startedAt: 100_050, userTime: 40, comm: 'new' });
  const second = hostAt(seconds, { processes: [young] });
  const { processes, gone } = compareSnapshots(first, second);
  expect(processes).toMatchObject([{ comm: 'new', isNew: true, cpu: { user: 0.4 } }]);
  expect(gone.map((process) => process.comm)).toEqual(['old']);
});

test('a process born in the window keeps null where nothing may be read', () => {
  const hidden = { writeCalls: null, writtenCharacters: null };
  const born = processAt(seconds, { ...hidden, tgid: 7, minorFaults: 250, resident: 10 });
  const [found] = compareSnapshots(hostAt(0), hostAt(seconds, { processes: [born] })).processes;
  expect(found).toMatchObject({ isNew: true, writeCalls: null, minorFaults: 250, residentGrowth: 40_960 });
});

test('each process is rated over the time between its own two readings', () => {
  const first = hostAt(0, { processes: [processAt(0.5 * seconds, { userTime: 0 })] });
  const second = hostAt(2 * seconds, { processes: [processAt(4.5 * seconds, { userTime: 400 })] });
  expect(compareSnapshots(first, second).processes[0]?.cpu.user).toBe(1);
});

test('age is counted from the start of the process', () => {
  const second = hostAt(seconds, { uptime: 25, processes: [processAt(seconds, { startedAt: 500 })] });
  expect(compareSnapshots(hostAt(0), second).processes[0]?.age).toBe(20);
});

test('the cgroup comes from the second snapshot', () => {
  const second = hostAt(seconds, { processes: [processAt(seconds)], cgroupOf: new Map([[100, '/box']]) });
  expect(compareSnapshots(hostAt(0), second).processes[0]?.cgroup).toBe('/box');
});

test('a signed wrap of any field never gives a negative rate or NaN', () => {
  const times = { userTime: 2 ** 60, systemTime: 2 ** 60 };
  const huge = { ...times, minorFaults: 2 ** 63, majorFaults: 2 ** 63, readCalls: 2 ** 63 };
  const found = delta(huge, {});
  expect([found.cpu.total, found.minorFaults, found.majorFaults, found.readCalls]).toEqual([0, 0, 0, 0]);
});
