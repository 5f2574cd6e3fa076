import { expect, test } from 'vitest';
import { cpuTimes, disk, hostAt, pressure, processAt, seconds } from '../test/quiet-host.ts';
import { compareSnapshots } from './compare-snapshots.ts';

test('CPU shares add up to 1 and interrupts are not system', () => {
  const before = hostAt(0, { cpu: cpuTimes({ user: 100, idle: 100 }) });
  const times = { user: 150, nice: 10, system: 20, idle: 200, iowait: 10, irq: 4, softirq: 6, steal: 0 };
  const { cpu } = compareSnapshots(before, hostAt(seconds, { cpu: cpuTimes(times) }));
  expect(cpu).toEqual({
    user: 0.25, nice: 0.05, system: 0.1, interrupts: 0.05, idle: 0.5, iowait: 0.05, steal: 0, busy: 0.45,
  });
});

test('an iowait that went down counts as 0', () => {
  const before = hostAt(0, { cpu: cpuTimes({ iowait: 50, user: 0 }) });
  const { cpu } = compareSnapshots(before, hostAt(seconds, { cpu: cpuTimes({ iowait: 40, user: 10 }) }));
  expect(cpu).toMatchObject({ iowait: 0, user: 1 });
});

test('a CPU that came online leaves no figures per CPU, and says so', () => {
  const found = compareSnapshots(hostAt(0), hostAt(seconds, { cpus: [cpuTimes(), cpuTimes(), cpuTimes()] }));
  expect(found.cpus).toEqual([]);
  expect(found.limits).toEqual(['CPUs came or went in the window: no figures per CPU']);
});

test('pressure is the growth of the totals over the window, at most 1', () => {
  const at = (some: number, full: number | null) =>
    ({ cpu: pressure(some, full), memory: pressure(0, 0), io: pressure(some, 0) });
  const [before, after] = [hostAt(0, { pressure: at(5e9, null) }), hostAt(2 * seconds, { pressure: at(6e9, null) })];
  const found = compareSnapshots(before, after);
  expect(found.pressure).toEqual({
    cpu: { some: 0.5, full: null }, memory: { some: 0, full: 0 }, io: { some: 0.5, full: 0 },
  });
  const over = compareSnapshots(hostAt(0, { pressure: at(0, 0) }), hostAt(seconds, { pressure: at(1.1e9, 0) }));
  expect(over.pressure?.cpu.some).toBe(1);
});

test('without PSI at either end there is no pressure', () => {
  expect(compareSnapshots(hostAt(0), hostAt(seconds)).pressure).toBeNull();
});

test('gauges of vmstat are kept as they are, counters become rates', () => {
  const vm = (dirty: number, dirtied: number, faults: number) =>
    ({ nr_dirty: dirty, nr_dirtied: dirtied, pgmajfault: faults });
  const found = compareSnapshots(hostAt(0, { vm: vm(5, 100, 7) }), hostAt(2 * seconds, { vm: vm(3, 300, 27) }));
  expect(found.vm).toEqual({ nr_dirtied: 100, pgmajfault: 10 });
  expect(found.vmNow).toEqual({ nr_dirty: 3 });
});

test('a counter that only the second snapshot knows gives no rate', () => {
  expect(compareSnapshots(hostAt(0), hostAt(seconds, { vm: { oom_kill: 4 } })).vm).toEqual({});
});

test('network counters are rates and settings are not', () => {
  const net = (resent: number, open: number) => ({ Tcp: { RetransSegs: resent, CurrEstab: open } });
  const found = compareSnapshots(hostAt(0, { net: net(10, 1) }), hostAt(2 * seconds, { net: net(50, 4) }));
  expect(found.net).toEqual({ Tcp: { RetransSegs: 20 } });
  expect(found.netNow).toEqual({ Tcp: { CurrEstab: 4 } });
});

test('memory is in bytes, with its growth; huge-page counts are left out', () => {
  const memory = (available: number) =>
    ({ MemTotal: 1000, MemAvailable: available, HugePages_Total: 0 });
  const found = compareSnapshots(hostAt(0, { memory: memory(600) }), hostAt(2 * seconds, { memory: memory(250) }));
  expect(found.memory).toEqual({
    MemTotal: { now: 1_024_000, growth: 0 }, MemAvailable: { now: 256_000, growth: -179_200 },
  });
  expect(found.memoryUsed).toBe(0.75);
});

test('a disk gives rates, utilisation and mean times per request', () => {
  const after = disk({
    reads: 10, read: 4096, readTime: 50e6, writes: 4, writeTime: 8e6,
    ioTime: 1e9, weightedIoTime: 3e9, flushes: 6, flushTime: 12e6,
  });
  const found = compareSnapshots(hostAt(0, { disks: [disk()] }), hostAt(2 * seconds, { disks: [after] }));
  expect(found.disks).toMatchObject([{
    reads: 5, read: 2048, writes: 2, flushes: 3, utilisation: 0.5, queue: 1.5,
    readAwait: 5e6, writeAwait: 2e6, flushAwait: 2e6,
  }]);
});

test('a disk without requests has no mean time, and none of flushes on an old kernel', () => {
  const old = disk({ flushes: null, flushTime: null });
  const [found] = compareSnapshots(hostAt(0, { disks: [old] }), hostAt(seconds, { disks: [old] })).disks;
  expect(found).toMatchObject({ readAwait: null, flushes: null, flushAwait: null });
});

test('a disk that was attached in the window started from zero', () => {
  const [found] = compareSnapshots(hostAt(0), hostAt(seconds, { disks: [disk({ name: 'loop7', writes: 9 })] })).disks;
  expect(found).toMatchObject({ name: 'loop7', writes: 9 });
});

const quota = { path: '/box', version: 1, quota: 20e6, period: 100e6 };

test('a throttled cgroup shows the share of its periods', () => {
  const before = { ...quota, periods: 100, throttledPeriods: 50, throttledTime: 1e9, used: 0 };
  const after = { ...quota, periods: 120, throttledPeriods: 69, throttledTime: 2.6e9, used: 0.4e9 };
  const found = compareSnapshots(hostAt(0, { cgroupCpu: [before] }), hostAt(2 * seconds, { cgroupCpu: [after] }));
  expect(found.cgroupCpu).toMatchObject([
    { periods: 20, throttledPeriods: 19, throttledShare: 0.95, throttledTime: 0.8, allowed: 0.2, used: 0.2 },
  ]);
});

test('a cgroup of the same name that was made anew counts from zero', () => {
  const before = { ...quota, periods: 100, throttledPeriods: 50, throttledTime: 1e9, used: 9e9 };
  const after = { ...quota, periods: 10, throttledPeriods: 5, throttledTime: 0.5e9, used: 1e9 };
  const found = compareSnapshots(hostAt(0, { cgroupCpu: [before] }), hostAt(seconds, { cgroupCpu: [after] }));
  expect(found.cgroupCpu).toMatchObject([{ periods: 10, throttledShare: 0.5, throttledTime: 0.5, used: 1 }]);
});

test('a cgroup first seen at the end has an unknown use, for its quota may be younger than it', () => {
  const after = { ...quota, periods: 10, throttledPeriods: 5, throttledTime: 0, used: 77e9 };
  const [found] = compareSnapshots(hostAt(0), hostAt(seconds, { cgroupCpu: [after] })).cgroupCpu;
  expect(found).toMatchObject({ throttledShare: 0.5, used: null });
});

test('memory cgroups show failures and kills of the window', () => {
  const group = { path: '/box', version: 2, limit: 1000, used: 900, failures: 5, oomKills: 1 };
  const after = { ...group, used: 1000, failures: 25, oomKills: 2 };
  const found = compareSnapshots(
    hostAt(0, { cgroupMemory: [group] }), hostAt(2 * seconds, { cgroupMemory: [after] }),
  );
  expect(found.cgroupMemory).toMatchObject([{ failures: 10, oomKills: 1, growth: 50 }]);
});

test('oom kills of the host are a count of the window, null on a kernel that does not count them', () => {
  const at = (time: number, kills: number) => hostAt(time, { vm: { oom_kill: kills } });
  expect(compareSnapshots(at(0, 3), at(seconds, 5)).oomKills).toBe(2);
  expect(compareSnapshots(hostAt(0), hostAt(seconds)).oomKills).toBeNull();
});

test('states are counted at the end', () => {
  const states = ['S', 'Z', 'Z'];
  const processes = states.map((state, row) => processAt(0, { tgid: row + 1, state }));
  expect(compareSnapshots(hostAt(0), hostAt(seconds, { processes })).states).toEqual({ S: 1, Z: 2 });
});

test('a limit of both snapshots is said once', () => {
  const limits = ['io is hidden'];
  expect(compareSnapshots(hostAt(0, { limits }), hostAt(seconds, { limits })).limits).toEqual(limits);
});

test('two snapshots at one moment give zeros and no NaN', () => {
  const host = hostAt(0, { processes: [processAt(0)], disks: [disk()] });
  const text = JSON.stringify(compareSnapshots(host, host));
  expect(text).not.toMatch(/NaN|Infinity/);
});

test('snapshots the wrong way round are a bug of the caller', () => {
  expect(() => compareSnapshots(hostAt(2), hostAt(1))).toThrow(RangeError);
});
