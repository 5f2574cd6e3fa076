// A file system of our own on a loop device, and a program that syncs a known number of times; as root.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { compareSnapshots } from '@ai-perf/analysis-rates';
import type { DiskDelta } from '@ai-perf/analysis-rates';
import { unwrap } from '@ai-perf/core-result';
import { expect, onTestFinished, test } from 'vitest';
import { clock, useSteppers } from '../../test/steppers.ts';
import { openSession } from '../session.ts';
import { takeSnapshot } from './take-snapshot.ts';

const start = useSteppers();
const size = 32 * 1024 * 1024;

interface Disk {
  readonly device: string;
  readonly folder: string;
}

/** Null where this host lets nobody mount. What is made goes away with the test. */
function makeDisk(): Disk | null {
  const place = mkdtempSync(join(tmpdir(), 'flushes-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  const [image, folder] = [join(place, 'image'), join(place, 'mount')];
  writeFileSync(image, '');
  truncateSync(image, size);
  mkdirSync(folder);
  try {
    execFileSync('mkfs.ext4', ['-q', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image], { stdio: 'ignore' });
    execFileSync('mount', ['-o', 'loop', image, folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', [folder]));
  const source = execFileSync('findmnt', ['-n', '-o', 'SOURCE', folder], { encoding: 'utf8' }).trim();
  return { device: basename(source), folder };
}

// The 16th number: flushes. see: Documentation/block/stat.rst
const flushesBySysfs = (device: string): number =>
  Number(readFileSync(`/sys/block/${device}/stat`, 'utf8').trim().split(/ +/)[15]);

test('53 syncs of a growing file are a flush or two each, as many as sysfs counts', async ({ skip }) => {
  skip(process.geteuid?.() !== 0, 'needs root to mount');
  const disk = makeDisk();
  skip(disk === null, 'this host has no loop devices, no ext4 or lets nobody mount');
  const { device, folder } = disk as Disk;
  const stepper = await start({ env: { STEPPER_FILE: join(folder, 'file') } });
  execFileSync('sync', ['-f', folder]);
  const session = unwrap(openSession(clock));
  const flushesBefore = flushesBySysfs(device);
  const before = takeSnapshot(session);
  await stepper.tell('fsync', 53);
  const after = takeSnapshot(session);
  const bySysfs = flushesBySysfs(device) - flushesBefore;
  const { disks, window } = compareSnapshots(before, after);
  const found = disks.find(({ name }) => name === device) as DiskDelta;
  const flushes = Math.round((found.flushes ?? 0) * window);
  expect(flushes).toBe(bySysfs);
  // Each commit of the journal flushes before its last block, and after it where the device cannot write through.
  expect(flushes).toBeGreaterThanOrEqual(53);
  expect(flushes).toBeLessThanOrEqual(2 * 53 + 4);
  expect(found.flushAwait).not.toBeNull();
  const { writtenThrough } = compareSnapshots(before, after).processes.find(({ tgid }) => tgid === stepper.pid) ?? {};
  expect(Math.round((writtenThrough ?? 0) * window)).toBeGreaterThanOrEqual(53 * 10);
});
