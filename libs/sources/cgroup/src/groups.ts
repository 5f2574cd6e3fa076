import { parsePressure, decimal, completeLines } from '@ai-perf/core-kernel-text';
import type { CgroupCpu, CgroupMemory, Pressure } from '@ai-perf/core-model';
import { err, mapResult, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readBandwidth } from './bandwidth.ts';
import { readMemoryLimits } from './memory.ts';
import { readText } from './reading.ts';
import { folderOf } from './trees.ts';
import type { CgroupTree } from './trees.ts';
import { walkTree } from './walk.ts';
import type { Group } from './walk.ts';

export interface LimitedGroups {
  /** Groups with a CPU quota. */
  readonly cpu: readonly CgroupCpu[];
  /** Groups with a memory limit, or that hit one. */
  readonly memory: readonly CgroupMemory[];
  /** What was left out, and why. */
  readonly limits: readonly string[];
}

/** Groups looked at in one tree; a large Kubernetes node has some 2,000. */
export const defaultBound = 4096;

/** All groups that have a limit, of all hierarchies, up to `bound` groups a hierarchy. */
export function readLimitedGroups(trees: readonly CgroupTree[], bound = defaultBound): LimitedGroups {
  const cpu = inTrees(trees, 'cpu', bound, (tree, group) => readBandwidth(tree, group, trees));
  const memory = inTrees(trees, 'memory', bound, readMemoryLimits);
  return { cpu: cpu.found, memory: memory.found, limits: [...cpu.limits, ...memory.limits] };
}

interface Found<T> {
  readonly found: readonly T[];
  readonly limits: readonly string[];
}

function inTrees<T>(
  trees: readonly CgroupTree[],
  controller: string,
  bound: number,
  read: (tree: CgroupTree, group: Group) => T | null,
): Found<T> {
  const walks = trees.filter(({ controllers }) => controllers.includes(controller)).map((tree) => {
    const { groups, isCut } = walkTree(tree, bound);
    const found = groups.map((group) => read(tree, group)).filter((group) => group !== null);
    return { found, limits: isCut ? [`only the first ${bound} cgroups of the ${controller} hierarchy were read`] : [] };
  });
  return { found: walks.flatMap(({ found }) => found), limits: walks.flatMap(({ limits }) => limits) };
}

/** Pressure of one group of version 2. see: Documentation/accounting/psi.rst */
export function readGroupPressure(
  tree: CgroupTree,
  path: string,
  resource: 'cpu' | 'memory' | 'io',
): Result<Pressure> {
  const folder = folderOf(tree, path);
  if (folder === null) return err(notShown(path));
  const text = readText(`${folder}/${resource}.pressure`);
  return text.ok ? parsePressure(text.value) : text;
}

/** Processes right in a group, in the reader's numbers; those of other pid namespaces (0) are left out. */
export function readMembers(tree: CgroupTree, path: string): Result<number[]> {
  const folder = folderOf(tree, path);
  if (folder === null) return err(notShown(path));
  return mapResult(readText(`${folder}/cgroup.procs`), (text) => {
    const members = completeLines(text).map(decimal).filter((tgid) => tgid !== null && tgid > 0);
    return [...new Set(members as number[])].sort((a, b) => a - b);
  });
}

const notShown = (path: string): ReturnType<typeof problem> =>
  problem('no-such-file', {
    what: `cannot read the cgroup ${path}`,
    why: 'it lies outside of what is mounted here',
    fix: 'look from the host, not from inside a container',
  });
