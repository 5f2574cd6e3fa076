import { childrenOf } from './reading.ts';
import type { CgroupTree } from './trees.ts';

/** A group: its path as in /proc/PID/cgroup, and its folder. */
export interface Group {
  readonly path: string;
  readonly folder: string;
}

export interface Walk {
  readonly groups: readonly Group[];
  /** True: there were more than the bound. */
  readonly isCut: boolean;
}

/** The groups of a tree, the root first, level by level, so that a cut leaves out the deepest. */
export function walkTree(tree: CgroupTree, bound: number): Walk {
  const groups: Group[] = [{ path: tree.root, folder: tree.mountPoint }];
  for (let next = 0; next < groups.length; next += 1) {
    const { path, folder } = groups[next] as Group;
    for (const name of childrenOf(folder)) {
      if (groups.length >= bound) return { groups, isCut: true };
      groups.push({ path: path === '/' ? `/${name}` : `${path}/${name}`, folder: `${folder}/${name}` });
    }
  }
  return { groups, isCut: false };
}
