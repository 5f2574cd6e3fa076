import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { expectHonestCuts } from '../../test/cuts.ts';
import { parseCpuInfo } from './cpu-info.ts';
import { parseDisks } from './disks.ts';
import { parseInterrupts } from './interrupts.ts';
import { parseLoadAverage } from './load.ts';
import { parseLocks } from './locks.ts';
import { parseMemory } from './memory.ts';
import { hidingOf } from './mounts.ts';
import { parseNetTables } from './net-counters.ts';
import { parseTcpSockets, parseUnixSockets } from './sockets.ts';
import { parseHostStat } from './stat.ts';
import { readSysctl, readSysctlNumber } from './sysctl.ts';
import { parseUptime } from './uptime.ts';
import { parseVmCounters } from './vm-counters.ts';

const stat = [
  'cpu  100 2 30 4000 5 6 7 8 9 10', 'cpu0 60 1 20 2000 3 4 5 6 0 0', 'cpu2 40 1 10 2000 2 2 2 2 0 0',
  'intr 12345 0 9 1', 'ctxt 777', 'btime 1700000000', 'processes 4242', 'procs_running 3',
  'procs_blocked 1', 'softirq 5 1 2', '',
].join('\n');

test('the host stat has a row for each online CPU, by its own number', () => {
  const found = unwrap(parseHostStat(stat));
  expect(found).toMatchObject({
    interrupts: 12345, contextSwitches: 777, bootTime: 1700000000, forks: 4242, running: 3, blocked: 1,
    cpuNumbers: [0, 2],
  });
  expect(found.cpu).toEqual({ user: 100, nice: 2, system: 30, idle: 4000, iowait: 5, irq: 6, softirq: 7, steal: 8 });
  expect(found.cpus.map(({ user }) => user)).toEqual([60, 40]);
});

test('the host stat cut at any byte is a problem until all its lines are there', () => {
  expectHonestCuts(stat, parseHostStat);
  expect(parseHostStat(stat.slice(0, stat.indexOf('softirq'))).ok).toBe(true);
});

test('load and uptime are whole or nothing', () => {
  expect(unwrap(parseLoadAverage('0.86 0.45 0.21 1/92 14273\n'))).toEqual({
    load: [0.86, 0.45, 0.21], runnable: 1, total: 92, lastPid: 14273,
  });
  expectHonestCuts('0.86 0.45 0.21 1/92 14273\n', parseLoadAverage);
  expect(unwrap(parseUptime('1884.35 3500.90\n'))).toBe(1884.35);
  expectHonestCuts('1884.35 3500.90\n', parseUptime);
});

const memory = [
  'MemTotal:       24716604 kB', 'MemFree:        23036384 kB', 'HugePages_Total:       0',
  'VmallocTotal:   34359738367 kB', '',
].join('\n');

test('memory is a table by the kernel\'s names', () => {
  expect(unwrap(parseMemory(memory))).toEqual({
    MemTotal: 24716604, MemFree: 23036384, HugePages_Total: 0, VmallocTotal: 34359738367,
  });
  expectHonestCuts(memory, parseMemory);
});

test('vm counters keep what this kernel has', () => {
  expectHonestCuts('pgfault 123456\npgmajfault 77\noom_kill 0\n', parseVmCounters);
  expect(parseVmCounters('').ok).toBe(false);
});

const disk = ' 254       0 vda 11 1 1000 13 21 2 2000 23 1 55 66 0 0 0 0 31 77\n';

test('a disk is in bytes and nanoseconds, with its flushes', () => {
  expect(unwrap(parseDisks(disk))).toEqual([{
    name: 'vda', reads: 11, read: 512_000, readTime: 13e6, writes: 21, written: 1_024_000, writeTime: 23e6, inFlight: 1,
    ioTime: 55e6, weightedIoTime: 66e6, flushes: 31, flushTime: 77e6,
  }]);
  expectHonestCuts(disk + disk.replace('vda', 'vdb'), parseDisks);
});

test('a kernel before 5.5 counts no flushes, and before 4.18 no discards', () => {
  for (const fields of [14, 18]) {
    const [found] = unwrap(parseDisks(`${disk.trim().split(/ +/).slice(0, fields).join(' ')}\n`));
    expect(found).toMatchObject({ writes: 21, flushes: null, flushTime: null });
  }
});

const net = [
  'Tcp: RtoMin MaxConn CurrEstab RetransSegs', 'Tcp: 200 -1 4 17', 'Udp: InDatagrams RcvbufErrors', 'Udp: 9 5',
  'UdpLite: InDatagrams RcvbufErrors', 'UdpLite: 0 0', 'Udp: InDatagrams RcvbufErrors MemErrors', 'Udp: 0 0 3', '',
].join('\n');

test('of a network table that is there twice the first wins, key by key', () => {
  expect(unwrap(parseNetTables(net))).toEqual({
    Tcp: { RtoMin: 200, MaxConn: -1, CurrEstab: 4, RetransSegs: 17 },
    Udp: { InDatagrams: 9, RcvbufErrors: 5, MemErrors: 3 },
    UdpLite: { InDatagrams: 0, RcvbufErrors: 0 },
  });
});

test('network tables cut at any byte keep only whole ones', () => {
  expectHonestCuts(net, parseNetTables);
  expect(parseNetTables('Tcp: A B\nUdp: C\n').ok).toBe(false);
});

const locks = [
  '1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF', '1: -> POSIX  ADVISORY  WRITE 3569 fd:00:2531452 10 20',
  '2: FLOCK  ADVISORY  READ -1 00:1a:7 0 EOF', '3: LEASE  ACTIVE    READ  5 <none>:0 0 EOF', 'nonsense', '',
].join('\n');

test('a lock has its holder, and a waiter carries the id of what it waits for', () => {
  expect(unwrap(parseLocks(locks))).toMatchObject([
    { id: 1, waiting: false, kind: 'POSIX', access: 'WRITE', tgid: 3568, file: 'fd:00:2531452', from: 0, to: null },
    { id: 1, waiting: true, tgid: 3569, from: 10, to: 20 },
    { id: 2, waiting: false, kind: 'FLOCK', access: 'READ', tgid: -1 },
    { id: 3, kind: 'LEASE' },
  ]);
  expectHonestCuts(locks, parseLocks);
});

const interrupts = [
  '           CPU0       CPU1       ', '  4:          0        193   IO-APIC   4-edge      ttyS0',
  'LOC:     361133     390271   Local timer interrupts', 'ERR:          3', '',
].join('\n');

test('interrupts are summed over the CPUs by name', () => {
  expect(unwrap(parseInterrupts(interrupts))).toEqual({ 4: 193, LOC: 751404, ERR: 3 });
  expectHonestCuts(interrupts, parseInterrupts);
});

test('CPUs are counted on any architecture, named where the file names them', () => {
  const x86 = 'processor\t: 0\nmodel name\t: Intel(R) Xeon(R)\n\nprocessor\t: 1\nmodel name\t: Intel(R) Xeon(R)\n\n';
  expect(unwrap(parseCpuInfo(x86))).toEqual({ count: 2, model: 'Intel(R) Xeon(R)' });
  expect(unwrap(parseCpuInfo('processor\t: 0\nBogoMIPS\t: 50.00\n'))).toEqual({ count: 1, model: null });
  expect(parseCpuInfo('').ok).toBe(false);
});

test('a sysctl is read by its dotted name, and only by one', () => {
  expect(unwrap(readSysctl('kernel.ostype'))).toBe('Linux');
  expect(readSysctlNumber('kernel.ostype')).toMatchObject({ problem: { code: 'malformed' } });
  expect(readSysctl('kernel.no_such_setting')).toMatchObject({ problem: { code: 'no-such-file' } });
  for (const wrong of ['', '../version', 'kernel/ostype', 'kernel..ostype', '.kernel']) {
    expect(() => readSysctl(wrong)).toThrow(TypeError);
  }
});

test('hidepid is seen in the options of the proc mount that counts', () => {
  const mount = (mountPoint: string, options: string[], superOptions: string[]): never =>
    ({ type: 'proc', mountPoint, options, superOptions }) as never;
  expect(hidingOf([mount('/proc', ['rw'], ['rw', 'hidepid=invisible'])])).toBe('hidepid=invisible');
  expect(hidingOf([mount('/proc', ['rw'], ['hidepid=2']), mount('/proc', ['rw'], ['rw'])])).toBeNull();
  expect(hidingOf([mount('/elsewhere/proc', ['rw'], ['hidepid=2'])])).toBeNull();
  expect(hidingOf([mount('/proc', ['rw'], ['hidepid=off'])])).toBeNull();
});

const tcp = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
  '   0: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 37114 1 00000000f9212c47',
  '   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 37115 1 00000000f9212c48',
  '',
].join('\n');

test('a TCP socket has its two addresses, its state and its inode', () => {
  expect(unwrap(parseTcpSockets(tcp))).toEqual([
    { local: '0100007F:1F90', remote: '0100007F:D431', state: 1, inode: 37114 },
    { local: '0100007F:1F90', remote: '00000000:0000', state: 10, inode: 37115 },
  ]);
  expectHonestCuts(tcp, parseTcpSockets);
});

const unix = [
  'Num       RefCount Protocol Flags    Type St Inode Path',
  '000000007a96eae4: 00000003 00000000 00000000 0001 03   101',
  '00000000ca2b84e2: 00000002 00000000 00010000 0001 01 10202 /run/a b',
  '',
].join('\n');

test('a unix socket has its state, its inode and its name if it has one', () => {
  expect(unwrap(parseUnixSockets(unix))).toEqual([
    { isConnected: true, inode: 101, name: null }, { isConnected: false, inode: 10202, name: '/run/a b' },
  ]);
  expectHonestCuts(unix, parseUnixSockets);
});
