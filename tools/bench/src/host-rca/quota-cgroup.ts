// A cgroup with a CPU quota, in whichever hierarchy this host has its cpu controller.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { randomName } from '@ai-perf/tools-workloads';
import type { Session } from '@ai-perf/tools-workloads';
import { fieldOf, textOf } from './signals/proc-files.ts';

export interface QuotaCgroup {
  /** As /proc/PID/cgroup shows it. */
  readonly path: string;
  add(pid: number): Promise<void>;
  throttledPeriods(): Promise<number>;
}

const period = 100_000;

interface Hierarchy {
  readonly mount: string;
  /** File and content that set the quota. see: cgroups(7), Documentation/scheduler/sched-bwc.rst */
  limit(quota: number): readonly (readonly [file: string, content: string])[];
}

/** @param quota microseconds of CPU in each period of 100 ms */
export async function makeQuotaCgroup(session: Session, quota: number): Promise<Result<QuotaCgroup>> {
  const hierarchy = await findHierarchy();
  if (hierarchy === null) return err(refused('no cpu controller is mounted'));
  const name = randomName(session.random);
  const folder = join(hierarchy.mount, name);
  try {
    await session.makeCgroup(folder);
    for (const [file, content] of hierarchy.limit(quota)) await writeFile(join(folder, file), content);
  } catch (thrown) {
    return err(refused((thrown as Error).message));
  }
  return ok({
    path: `/${name}`,
    add: (pid) => writeFile(join(folder, 'cgroup.procs'), String(pid)),
    throttledPeriods: async () => fieldOf(await textOf(join(folder, 'cpu.stat')), /^nr_throttled (\d+)/m),
  });
}

async function findHierarchy(): Promise<Hierarchy | null> {
  const mounts = (await textOf('/proc/self/mounts')).split('\n').map((line) => line.split(' '));
  const v1 = mounts.find(([, , type, options]) => type === 'cgroup' && options?.split(',').includes('cpu'));
  if (v1?.[1] !== undefined) return { mount: v1[1], limit: limitV1 };
  const v2 = mounts.find(([, , type]) => type === 'cgroup2')?.[1];
  if (v2 === undefined || !(await offersCpu(v2))) return null;
  return { mount: v2, limit: (quota) => [['cpu.max', `${quota} ${period}`]] };
}

const limitV1 = (quota: number): readonly (readonly [string, string])[] => [
  ['cpu.cfs_period_us', String(period)],
  ['cpu.cfs_quota_us', String(quota)],
];

// A child has the controller's files only where the parent hands the controller down. see: cgroup.subtree_control
async function offersCpu(mount: string): Promise<boolean> {
  return (await textOf(join(mount, 'cgroup.subtree_control'))).trim().split(' ').includes('cpu');
}

const refused = (why: string): ReturnType<typeof problem> =>
  problem('no-cgroup', { what: 'cannot make a cgroup with a CPU quota', why, fix: 'run as root, outside a container' });
