import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import { afterAll, expect, test } from 'vitest';
import {
  parseAuxiliaryVector, parseCpuList, readBlockDevices, readCpus, readHostIdentity, readSystemConstants, schedulerIn,
} from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'sysfs-'));
afterAll(() => rmSync(root, { recursive: true }));

function lay(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

test('a list of CPUs is ranges and single ones', () => {
  expect(unwrap(parseCpuList('0-3,7,9-9'))).toEqual([0, 1, 2, 3, 7, 9]);
  expect(unwrap(parseCpuList(''))).toEqual([]);
});

test('what is no list of CPUs is a problem, and a huge one cannot fill the memory', () => {
  const wrong = ['x', '0-', '-1', '3-1', '0,,1', '0-99999', '0-8192', '1 2', '0x1'];
  expect(wrong.map((text) => parseCpuList(text).ok)).toEqual(wrong.map(() => false));
});

test('topology keeps null where the platform does not know', () => {
  lay({
    'devices/system/cpu/online': '0,2\n', 'devices/system/cpu/possible': '0-3\n',
    'devices/system/cpu/cpu0/topology/physical_package_id': '-1\n', 'devices/system/cpu/cpu0/topology/core_id': '5\n',
    'devices/system/cpu/cpu0/topology/thread_siblings_list': '0,2\n',
  });
  expect(unwrap(readCpus(root))).toEqual({
    online: [0, 2], possible: [0, 1, 2, 3],
    places: [
      { cpu: 0, package: null, core: 5, siblings: [0, 2] },
      { cpu: 2, package: null, core: null, siblings: [2] },
    ],
  });
});

test('partitions stand after their disk, and have no queue of their own', () => {
  lay({
    'block/sda/dev': '8:0\n', 'block/sda/size': '16\n', 'block/sda/queue/rotational': '0\n',
    'block/sda/queue/scheduler': 'none [mq-deadline] kyber \n', 'block/sda/sda1/dev': '8:1\n',
    'block/sda/sda1/size': '8\n', 'block/sda/sda1/partition': '1\n', 'block/sda/holders/x': '',
    'block/cciss!c0d0/dev': '104:0\n', 'block/cciss!c0d0/size': 'x\n', 'block/cciss!c0d0/slaves/sda1/dev': '8:1\n',
  });
  const plain = { isRotational: null, scheduler: null, parts: [] };
  expect(unwrap(readBlockDevices(root))).toEqual([
    { ...plain, name: 'cciss/c0d0', device: '104:0', disk: null, size: 0, parts: ['sda1'] },
    { ...plain, name: 'sda', device: '8:0', disk: null, size: 8192, isRotational: false, scheduler: 'mq-deadline' },
    { ...plain, name: 'sda1', device: '8:1', disk: 'sda', size: 4096 },
  ]);
});

test('the scheduler in use stands in brackets', () => {
  expect(['none [bfq]', '[none] kyber', 'none', ''].map(schedulerIn)).toEqual(['bfq', 'none', null, null]);
});

function vector(pairs: readonly (readonly [number, number])[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(pairs.flat().map(BigInt)).buffer);
}

test('page size and ticks come from the auxiliary vector', () => {
  const bytes = vector([[3, 99], [6, 65_536], [17, 100], [0, 0]]);
  expect(unwrap(parseAuxiliaryVector(bytes, true))).toEqual({ pageSize: 65_536, clockTicks: 100 });
  for (let length = 0; length < 48; length += 1) {
    expect(parseAuxiliaryVector(bytes.subarray(0, length), true).ok).toBe(false);
  }
});

test('this host has constants, CPUs, disks and a name', () => {
  expect(unwrap(readSystemConstants())).toMatchObject({ clockTicks: 100 });
  expect(readHostIdentity()).toMatchObject({
    hostname: readFileSync('/proc/sys/kernel/hostname', 'utf8').trim(),
    kernel: readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim(),
    cpus: unwrap(readCpus()).online.length,
  });
  expect(readBlockDevices()).toMatchObject({ ok: true });
});

test('a host without /sys is a problem for CPUs and disks, and still has a name', () => {
  expect(readCpus('/nonexistent')).toMatchObject({ problem: { code: 'no-such-file' } });
  expect(readBlockDevices('/nonexistent').ok).toBe(false);
  expect(readHostIdentity('/nonexistent').cpus).toBeGreaterThanOrEqual(1);
});
