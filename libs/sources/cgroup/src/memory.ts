import type { CgroupMemory } from '@ai-perf/core-model';
import type { Bytes, Count } from '@ai-perf/core-units';
import { readCounts, readNumber } from './reading.ts';
import type { CgroupTree } from './trees.ts';
import type { Group } from './walk.ts';

const none = 0 as Count;

/** Memory of a group that has a limit, or that hit one; else null. */
export function readMemoryLimits(tree: CgroupTree, group: Group): CgroupMemory | null {
  const memory = tree.version === 1 ? ofVersion1(group) : ofVersion2(group);
  const matters = memory !== null && (memory.limit !== null || memory.failures > 0 || memory.oomKills > 0);
  return matters ? memory : null;
}

// Without a limit version 1 says LONG_MAX rounded down to pages of any size. see: mm/page_counter.c PAGE_COUNTER_MAX
const unlimitedFrom = 2 ** 62;

// see: Documentation/admin-guide/cgroup-v1/memory.rst
function ofVersion1({ path, folder }: Group): CgroupMemory | null {
  const used = readNumber(`${folder}/memory.usage_in_bytes`);
  if (used === null) return null;
  const limit = readNumber(`${folder}/memory.limit_in_bytes`);
  return {
    path,
    version: 1,
    limit: limit === null || limit >= unlimitedFrom ? null : (limit as Bytes),
    used: used as Bytes,
    // Memory and swap together are charged first: with equal limits only their counter moves.
    // see: mm/memcontrol.c try_charge_memcg()
    failures: (counted(`${folder}/memory.failcnt`) + counted(`${folder}/memory.memsw.failcnt`)) as Count,
    // Since 4.13.
    oomKills: readCounts(`${folder}/memory.oom_control`)['oom_kill'] ?? none,
  };
}

const counted = (path: string): number => readNumber(path) ?? 0;

// The root group has no such files. see: Documentation/admin-guide/cgroup-v2.rst
function ofVersion2({ path, folder }: Group): CgroupMemory | null {
  const used = readNumber(`${folder}/memory.current`);
  if (used === null) return null;
  const events = readCounts(`${folder}/memory.events`);
  // memory.events adds up what happened below; whose limit was hit stands in the local file (since 5.2).
  const own = readCounts(`${folder}/memory.events.local`);
  return {
    path,
    version: 2,
    limit: readNumber(`${folder}/memory.max`) as Bytes | null,
    used: used as Bytes,
    failures: own['max'] ?? events['max'] ?? none,
    oomKills: events['oom_kill'] ?? none,
  };
}
