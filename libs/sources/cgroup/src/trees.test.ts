import { parseMountInfo } from '@ai-perf/core-kernel-text';
import { expect, test } from 'vitest';
import { findTrees, folderOf } from './trees.ts';
import type { CgroupTree } from './trees.ts';

const offered = (): string[] => ['cpu', 'memory', 'io'];
const trees = (text: string): CgroupTree[] => findTrees(parseMountInfo(text), offered);

test('a unified host has one tree with what the root group offers', () => {
  const text = '30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n';
  expect(trees(text)).toEqual([{ version: 2, controllers: offered(), mountPoint: '/sys/fs/cgroup', root: '/' }]);
});

test('a hybrid host has a tree for each mount, wherever it lies', () => {
  const text = [
    '31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755',
    '32 31 0:29 / /odd\\040place/cpu rw - cgroup cgroup rw,cpu,cpuacct',
    '35 31 0:32 / /sys/fs/cgroup/memory ro - cgroup cgroup rw,xattr,memory',
    '40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,none,name=systemd',
    '41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
    '',
  ].join('\n');
  expect(trees(text).map(({ version, controllers, mountPoint }) => [version, controllers.join(), mountPoint])).toEqual([
    [1, 'cpu,cpuacct', '/odd place/cpu'], [1, 'memory', '/sys/fs/cgroup/memory'], [1, '', '/sys/fs/cgroup/systemd'],
    [2, 'cpu,memory,io', '/sys/fs/cgroup/unified'],
  ]);
});

test('of a hierarchy that is mounted twice the wider mount counts', () => {
  const line = (root: string, point: string): string => `1 0 0:29 ${root} ${point} rw - cgroup cgroup rw,cpu\n`;
  expect(trees(line('/box', '/a') + line('/', '/b'))).toMatchObject([{ mountPoint: '/b', root: '/' }]);
  expect(trees(line('/', '/b') + line('/box', '/a'))).toMatchObject([{ mountPoint: '/b', root: '/' }]);
});

test('a group is found below the part of the tree that is mounted', () => {
  const tree: CgroupTree = { version: 2, controllers: [], mountPoint: '/cg', root: '/' };
  expect(folderOf(tree, '/')).toBe('/cg');
  expect(folderOf(tree, '/a/b')).toBe('/cg/a/b');
  expect(folderOf({ ...tree, root: '/docker/x' }, '/docker/x')).toBe('/cg');
  expect(folderOf({ ...tree, root: '/docker/x' }, '/docker/x/y')).toBe('/cg/y');
});

test('a group outside of the mount or the namespace has no folder', () => {
  const tree: CgroupTree = { version: 2, controllers: [], mountPoint: '/cg', root: '/docker/x' };
  expect(folderOf(tree, '/docker/xy')).toBeNull();
  expect(folderOf(tree, '/system.slice')).toBeNull();
  expect(folderOf({ ...tree, root: '/' }, '/../other')).toBeNull();
});
