import { parseMountInfo } from '@ai-perf/core-kernel-text';
import type { MountEntry } from '@ai-perf/core-kernel-text';
import { mapResult } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readText } from './reading.ts';

/** One mounted hierarchy: version 1 has several, each with its controllers; version 2 is one for all. */
export interface CgroupTree {
  readonly version: 1 | 2;
  /** `cpu`, `memory` ...; for version 2 those that the root group offers. */
  readonly controllers: readonly string[];
  readonly mountPoint: string;
  /** Group that is mounted: not `/` in a container that was given only its own. */
  readonly root: string;
}

/** The hierarchies among the mounts; of one that is mounted twice the mount that shows most of it. */
export function findTrees(mounts: readonly MountEntry[], controllersOf: (mount: MountEntry) => string[]): CgroupTree[] {
  const widest = new Map<string, MountEntry>();
  for (const mount of mounts.filter(({ type }) => type === 'cgroup' || type === 'cgroup2')) {
    const device = `${mount.device.major}:${mount.device.minor}`;
    const other = widest.get(device);
    if (other === undefined || mount.root.length <= other.root.length) widest.set(device, mount);
  }
  return [...widest.values()].map((mount) => ({
    version: mount.type === 'cgroup' ? 1 : 2,
    controllers: mount.type === 'cgroup' ? controllersOfVersion1(mount) : controllersOf(mount),
    mountPoint: mount.mountPoint,
    root: mount.root,
  }));
}

// A named hierarchy (`name=systemd`) groups processes and controls nothing.
function controllersOfVersion1(mount: MountEntry): string[] {
  const settings = new Set(['rw', 'ro', 'xattr', 'noprefix', 'clone_children', 'cpuset_v2_mode', 'none']);
  return mount.superOptions.filter((option) => !settings.has(option) && !option.includes('='));
}

/** The hierarchies of this host, wherever they are mounted. see: cgroups(7), proc_pid_mountinfo(5) */
export function readTrees(procRoot = '/proc'): Result<CgroupTree[]> {
  const mounts = mapResult(readText(`${procRoot}/self/mountinfo`), parseMountInfo);
  return mapResult(mounts, (entries) => findTrees(entries, offeredControllers));
}

function offeredControllers(mount: MountEntry): string[] {
  const text = readText(`${mount.mountPoint}/cgroup.controllers`);
  return text.ok ? text.value.trim().split(' ').filter((name) => name !== '') : [];
}

/** Folder of a group named as in /proc/PID/cgroup; null where the mount does not show it. */
export function folderOf(tree: CgroupTree, path: string): string | null {
  const inside = tree.root === '/' ? path : below(tree.root, path);
  if (inside === null || inside.split('/').includes('..')) return null;
  return inside === '/' || inside === '' ? tree.mountPoint : `${tree.mountPoint}${inside}`;
}

function below(root: string, path: string): string | null {
  if (path === root) return '/';
  return path.startsWith(`${root}/`) ? path.slice(root.length) : null;
}
