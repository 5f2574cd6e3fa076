// Groups of our own, with a limit that a program of known appetite runs into; as root, on a host with version 1.
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import type { CgroupCpu, CgroupMemory } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import { buildStepper, startStepper } from '@ai-perf/tools-fixtures';
import type { Stepper } from '@ai-perf/tools-fixtures';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readGroupPressure, readLimitedGroups, readMembers } from './groups.ts';
import { pathIn, readMembership } from './membership.ts';
import { readTrees } from './trees.ts';
import type { CgroupTree } from './trees.ts';

const name = `ai-perf-test-${process.pid}`;
const treeOf = (controller: string): CgroupTree | null =>
  unwrap(readTrees()).find(({ version, controllers }) => version === 1 && controllers.includes(controller)) ?? null;
const folderIn = (tree: CgroupTree): string => `${tree.mountPoint}/${name}`;
let stepper: Stepper;
let stepperPath = '';
let removeStepper = async (): Promise<void> => {};
const made: string[] = [];

beforeAll(async () => {
  ({ path: stepperPath, remove: removeStepper } = await buildStepper());
});
afterEach(async () => {
  await stepper?.stop();
  for (const folder of made.splice(0)) rmdirSync(folder);
});
afterAll(async () => removeStepper());

function reasonToSkip(tree: CgroupTree | null): string | null {
  if (process.geteuid?.() !== 0) return 'needs root to make a cgroup';
  return tree === null ? 'this host has no such controller in version 1' : null;
}

function makeGroup(tree: CgroupTree, settings: Readonly<Record<string, number>>): void {
  mkdirSync(folderIn(tree));
  made.push(folderIn(tree));
  for (const [file, value] of Object.entries(settings)) set(tree, file, value);
}

/** Hundredths of a second that the CPUs had nothing to do. see: proc_stat(5) */
const idleTicks = (): number => Number(readFileSync('/proc/stat', 'latin1').split(/\s+/)[4]);
const countIn = (tree: CgroupTree, file: string): number => Number(readFileSync(`${folderIn(tree)}/${file}`, 'utf8'));
const set = (tree: CgroupTree, file: string, value: number): void =>
  writeFileSync(`${folderIn(tree)}/${file}`, String(value));

test('a program that wants 20 times its quota is throttled in every period, as the file says', async ({ skip }) => {
  const cpu = treeOf('cpu');
  const reason = reasonToSkip(cpu);
  skip(reason !== null, reason ?? '');
  const tree = cpu as CgroupTree;
  makeGroup(tree, { 'cpu.cfs_period_us': 100_000, 'cpu.cfs_quota_us': 5_000 });
  stepper = await startStepper(stepperPath);
  set(tree, 'cgroup.procs', stepper.pid);
  expect(pathIn(unwrap(readMembership(stepper.pid)), 'cpu')).toBe(`/${name}`);
  expect(unwrap(readMembers(tree, `/${name}`))).toEqual([stepper.pid]);
  const before = idleTicks();
  await stepper.tell('burn', 100);
  const idle = idleTicks() - before;
  const group = readLimitedGroups(unwrap(readTrees())).cpu.find(({ path }) => path === `/${name}`) as CgroupCpu;
  const file = readFileSync(`${folderIn(tree)}/cpu.stat`, 'utf8');
  expect(file).toContain(`nr_periods ${group.periods}\nnr_throttled ${group.throttledPeriods}\n`);
  expect(file).toContain(`throttled_time ${group.throttledTime}\n`);
  expect(group).toMatchObject({ version: 1, quota: 5e6, period: 100e6 });
  // Where others take every CPU, the group cannot use up its quota in each period.
  skip(idle < group.periods * 2, `others use this host: ${idle} idle ticks in ${group.periods} periods`);
  // 100 ms at 5 ms a period; the first periods also hold what was left over from the last one.
  expect(group.throttledPeriods).toBeGreaterThanOrEqual(15);
  expect(group.throttledPeriods / group.periods).toBeGreaterThan(0.8);
});

test('a program that touches twice its limit is killed once', async ({ skip }) => {
  const memory = treeOf('memory');
  const reason = reasonToSkip(memory);
  skip(reason !== null, reason ?? '');
  const tree = memory as CgroupTree;
  const limit = 16 * 1024 * 1024;
  makeGroup(tree, { 'memory.limit_in_bytes': limit });
  // Without swap accounting the file is not there, and a host with swap would swap instead.
  skip(!existsSync(`${folderIn(tree)}/memory.memsw.limit_in_bytes`), 'swap is not accounted to cgroups here');
  set(tree, 'memory.memsw.limit_in_bytes', limit);
  stepper = await startStepper(stepperPath);
  set(tree, 'cgroup.procs', stepper.pid);
  await expect(stepper.tell('touch', (2 * limit) / 4096)).rejects.toThrow('the stepper has ended');
  const group = readLimitedGroups(unwrap(readTrees())).memory.find(({ path }) => path === `/${name}`) as CgroupMemory;
  expect(group).toMatchObject({ version: 1, limit, oomKills: 1 });
  // Linux 6.18 counts none of them in version 1, whatever happens.
  expect(group.failures).toBe(countIn(tree, 'memory.failcnt') + countIn(tree, 'memory.memsw.failcnt'));
});

test('a group of version 2 has pressure of its own', async ({ skip }) => {
  const unified = unwrap(readTrees()).find(({ version }) => version === 2);
  skip(process.geteuid?.() !== 0, 'needs root to make a cgroup');
  skip(unified === undefined, 'this host has no cgroup of version 2');
  const tree = unified as CgroupTree;
  makeGroup(tree, {});
  skip(!existsSync(`${folderIn(tree)}/cpu.pressure`), 'this kernel has no pressure for cgroups');
  stepper = await startStepper(stepperPath);
  set(tree, 'cgroup.procs', stepper.pid);
  expect(unwrap(readMembers(tree, `/${name}`))).toEqual([stepper.pid]);
  const shown = (): string => readFileSync(`${folderIn(tree)}/cpu.pressure`, 'utf8');
  // It sleeps: no stall is added between the two looks.
  expect(shown()).toContain(`total=${unwrap(readGroupPressure(tree, `/${name}`, 'cpu')).some.total / 1000}\n`);
});
