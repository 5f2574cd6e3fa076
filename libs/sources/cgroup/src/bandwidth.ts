import type { CgroupCpu } from '@ai-perf/core-model';
import type { Count, Nanoseconds } from '@ai-perf/core-units';
import { readCounts, readNumber, readText } from './reading.ts';
import { folderOf } from './trees.ts';
import type { CgroupTree } from './trees.ts';
import type { Group } from './walk.ts';

type Quota = Pick<CgroupCpu, 'quota' | 'period'>;

/** CPU bandwidth of a group, null without a quota. see: Documentation/scheduler/sched-bwc.rst */
export function readBandwidth(tree: CgroupTree, group: Group, trees: readonly CgroupTree[]): CgroupCpu | null {
  const quota = tree.version === 1 ? quotaOfVersion1(group.folder) : quotaOfVersion2(group.folder);
  if (quota === null) return null;
  const counts = readCounts(`${group.folder}/cpu.stat`);
  const count = (name: string): Count => counts[name] ?? (0 as Count);
  return {
    path: group.path,
    version: tree.version,
    ...quota,
    periods: count('nr_periods'),
    throttledPeriods: count('nr_throttled'),
    // Version 1 counts nanoseconds, version 2 microseconds. see: kernel/sched/core.c cpu_cfs_stat_show()
    throttledTime: (tree.version === 1 ? count('throttled_time') : count('throttled_usec') * 1000) as Nanoseconds,
    used: tree.version === 1 ? usedInVersion1(group.path, trees) : usedInVersion2(counts),
  };
}

function quotaOfVersion1(folder: string): Quota | null {
  const quota = readNumber(`${folder}/cpu.cfs_quota_us`);
  if (quota === null || quota <= 0) return null;
  const period = readNumber(`${folder}/cpu.cfs_period_us`);
  return period === null ? null : quotaOf(quota, period);
}

function quotaOfVersion2(folder: string): Quota | null {
  const text = readText(`${folder}/cpu.max`);
  return text.ok ? parseCpuMax(text.value) : null;
}

/** `cpu.max`: quota and period in microseconds, or `max` without a quota. see: admin-guide/cgroup-v2.rst */
export function parseCpuMax(text: string): Quota | null {
  const [, quota, period] = /^(\d{1,19}) (\d{1,19})\n/.exec(text) ?? [];
  return quota === undefined ? null : quotaOf(Number(quota), Number(period));
}

const quotaOf = (quota: number, period: number): Quota => ({
  quota: (quota * 1000) as Nanoseconds,
  period: (period * 1000) as Nanoseconds,
});

// The cpu and cpuacct controllers may be two hierarchies, and a group need not exist in both.
function usedInVersion1(path: string, trees: readonly CgroupTree[]): Nanoseconds | null {
  const accounting = trees.find(({ version, controllers }) => version === 1 && controllers.includes('cpuacct'));
  const folder = accounting === undefined ? null : folderOf(accounting, path);
  return folder === null ? null : (readNumber(`${folder}/cpuacct.usage`) as Nanoseconds | null);
}

function usedInVersion2(counts: Readonly<Record<string, Count>>): Nanoseconds | null {
  const used = counts['usage_usec'];
  return used === undefined ? null : ((used * 1000) as Nanoseconds);
}
