// Truth, ps(1) and ours side by side, on programs that sleep while they are looked at.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProcessSnapshot } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import type { Nanoseconds } from '@ai-perf/core-units';
import { buildStepper, startStepper } from '@ai-perf/tools-fixtures';
import type { Stepper } from '@ai-perf/tools-fixtures';
import { bundleSource } from '@ai-perf/tools-workloads';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openSession } from '../session.ts';
import { takeSnapshot } from './take-snapshot.ts';

/**
 * Pages by which /proc/PID/stat may be off: it adds up without looking into the CPUs' own counts, three kinds of pages,
 * a batch a CPU each; ps reads status, which looks (since 6.16). see: fs/proc/task_mmu.c, lib/percpu_counter.c
 */
const residentError = 3 * cpus().length * Math.max(32, 2 * cpus().length);
const clock = { monotonic: () => Number(process.hrtime.bigint()) as Nanoseconds };
const isRoot = process.geteuid?.() === 0;
const nobody = '65534';
const script = fileURLToPath(new URL('../../test/snapshot-as.ts', import.meta.url));
const [major = 0, minor = 0] = release().split('.').map(Number);
const countsDescriptors = major > 6 || (major === 6 && minor >= 2);
let removeStepper = async (): Promise<void> => {};
let stepper: Stepper;

beforeAll(async () => {
  const built = await buildStepper();
  removeStepper = built.remove;
  stepper = await startStepper(built.path, { comm: ') R 1\n\u001b[2J', under: ['nice', '-n', '7'] });
  await stepper.tell('touch', 2_003);
  await stepper.tell('threads', 3);
  await stepper.tell('open', 17);
});
afterAll(async () => {
  await stepper.stop();
  await removeStepper();
});

function snapshotOf(pid: number): ProcessSnapshot {
  const { processes } = takeSnapshot(unwrap(openSession(clock)), { tgids: [pid] });
  return processes[0] as ProcessSnapshot;
}

const ps = (pid: number, fields: string): string[] =>
  execFileSync('ps', ['-o', fields, '--no-headers', '-p', String(pid)], { encoding: 'utf8' }).trim().split(/ +/);

test('parent, state, nice, threads and resident memory are those of ps', () => {
  const ours = snapshotOf(stepper.pid);
  const [parent, state, nice, threads, resident, virtual] = ps(stepper.pid, 'ppid=,state=,ni=,nlwp=,rss=,vsz=');
  expect([ours.parent, ours.state, ours.nice, ours.threads].map(String)).toEqual([parent, state, nice, threads]);
  expect([nice, threads]).toEqual(['7', '4']);
  expect(Math.abs(ours.resident * 4 - Number(resident))).toBeLessThanOrEqual(residentError * 4);
  expect(ours.virtual / 1024).toBe(Number(virtual));
});

test('a name that looks like fields does not shift them', () => {
  expect(snapshotOf(stepper.pid)).toMatchObject({ comm: ') R 1\n\u001b[2J', parent: process.pid, threads: 4 });
});

test('minor faults are those of ps and hold the pages that were touched', () => {
  const [faults] = ps(stepper.pid, 'min_flt=');
  expect(snapshotOf(stepper.pid).minorFaults).toBe(Number(faults));
  expect(Number(faults)).toBeGreaterThanOrEqual(2_003);
});

test('descriptors are the entries of the folder', () => {
  expect(snapshotOf(stepper.pid).descriptors).toBe(readdirSync(`/proc/${stepper.pid}/fd`).length);
});

test('all processes of ps are there, those of the moment aside', () => {
  const before = new Set(processesOfPs());
  const ours = takeSnapshot(unwrap(openSession(clock))).processes.map(({ tgid }) => tgid);
  const after = new Set(processesOfPs());
  const steady = [...before].filter((tgid) => after.has(tgid));
  expect(steady.filter((tgid) => !ours.includes(tgid))).toEqual([]);
});

function processesOfPs(): number[] {
  return execFileSync('ps', ['-e', '-o', 'pid='], { encoding: 'utf8' }).trim().split(/\s+/).map(Number);
}

test('as nobody: what may not be read is null, and said once', async ({ skip }) => {
  skip(!isRoot, 'needs root to become nobody');
  skip(!existsSync('/usr/bin/setpriv'), 'needs setpriv of util-linux');
  const { row, limits, own } = await runAsNobody(stepper.pid);
  expect(row).toMatchObject({ comm: ') R 1\n\u001b[2J', threads: 4, writeCalls: null });
  // World-readable: these need no right.
  expect([row?.switches, row?.onCpu, row?.runDelay]).not.toContain(null);
  expect(own.writeCalls).not.toBeNull();
  expect(limits.filter((line) => line.includes('/proc/PID/io'))).toHaveLength(1);
  // The size of the folder may be seen by all; before 6.2 it had to be listed.
  expect(row?.descriptors).toBe(countsDescriptors ? readdirSync(`/proc/${stepper.pid}/fd`).length : null);
});

test('as nobody under hidepid: others are not there, and that is said', async ({ skip }) => {
  skip(!isRoot, 'needs root to mount proc and to become nobody');
  skip(!existsSync('/usr/bin/setpriv'), 'needs setpriv of util-linux');
  const hide = ['unshare', '--mount', 'sh', '-c', 'mount -t proc -o hidepid=2 proc /proc && exec "$@"', 'sh'];
  const { row, limits, own } = await runAsNobody(stepper.pid, hide);
  expect(row).toBeUndefined();
  expect(own.state).toBe('R');
  expect(limits).toContain('processes of other users are not seen: proc is mounted with hidepid=invisible');
});

interface Told {
  readonly row?: ProcessSnapshot;
  readonly own: ProcessSnapshot;
  readonly limits: readonly string[];
}

async function runAsNobody(pid: number, under: readonly string[] = []): Promise<Told> {
  const place = mkdtempSync(join(tmpdir(), 'as-nobody-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  // By standard input: nobody may read neither the folder nor, perhaps, this checkout.
  const code = readFileSync(await bundleSource(script, place), 'utf8');
  const become = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  const run = [process.execPath, '--input-type=module', '-', String(pid)];
  const [command = '', ...words] = [...under, ...become, ...run];
  return JSON.parse(execFileSync(command, words, { encoding: 'utf8', input: code, cwd: '/' })) as Told;
}
