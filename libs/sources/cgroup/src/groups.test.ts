import { unwrap } from '@ai-perf/core-result';
import { afterAll, expect, test } from 'vitest';
import { fakeTree, removeFakeTrees } from '../test/fake-tree.ts';
import { parseCpuMax } from './bandwidth.ts';
import { readGroupPressure, readLimitedGroups, readMembers } from './groups.ts';

afterAll(removeFakeTrees);

const version1 = {
  'cpu.cfs_quota_us': '-1\n', 'box/cpu.cfs_quota_us': '20000\n', 'box/cpu.cfs_period_us': '100000\n',
  'box/cpu.stat': 'nr_periods 50\nnr_throttled 40\nthrottled_time 3000000\nnr_bursts 0\n',
  'box/free/cpu.cfs_quota_us': '-1\n', 'box/free/cpu.cfs_period_us': '100000\n',
};

test('version 1 gives the quota of a group, and its use from the accounting tree', () => {
  const cpu = fakeTree(1, ['cpu'], version1);
  const accounting = fakeTree(1, ['cpuacct'], { 'box/cpuacct.usage': '777000\n' });
  expect(readLimitedGroups([cpu, accounting])).toEqual({
    cpu: [{
      path: '/box', version: 1, quota: 20e6, period: 100e6, periods: 50, throttledPeriods: 40, throttledTime: 3e6,
      used: 777e3,
    }],
    memory: [],
    limits: [],
  });
});

test('a group that is missing in the accounting tree has an unknown use', () => {
  const [group] = readLimitedGroups([fakeTree(1, ['cpu'], version1), fakeTree(1, ['cpuacct'], {})]).cpu;
  expect(group).toMatchObject({ path: '/box', used: null });
});

test('version 2 gives the quota in nanoseconds', () => {
  const tree = fakeTree(2, ['cpu', 'memory'], {
    'a/b/cpu.max': '50000 200000\n',
    'a/b/cpu.stat': 'usage_usec 9\nuser_usec 5\nnr_periods 4\nnr_throttled 3\nthrottled_usec 7\n',
    'a/cpu.max': 'max 100000\n',
  });
  expect(readLimitedGroups([tree]).cpu).toEqual([{
    path: '/a/b', version: 2, quota: 50e6, period: 200e6, periods: 4, throttledPeriods: 3, throttledTime: 7e3,
    used: 9e3,
  }]);
});

test('cpu.max is two numbers, or no quota', () => {
  expect(parseCpuMax('max 100000\n')).toBeNull();
  expect(['', '5', '5 ', '5 10', 'x 10\n'].map(parseCpuMax)).toEqual([null, null, null, null, null]);
});

test('version 1 memory: the largest number there is means no limit', () => {
  const tree = fakeTree(1, ['memory'], {
    'memory.usage_in_bytes': '5\n', 'memory.limit_in_bytes': '9223372036854771712\n',
    'box/memory.usage_in_bytes': '4096\n', 'box/memory.limit_in_bytes': '8192\n', 'box/memory.failcnt': '17\n',
    'box/memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n',
  });
  expect(readLimitedGroups([tree]).memory).toEqual([
    { path: '/box', version: 1, limit: 8192, used: 4096, failures: 17, oomKills: 2 },
  ]);
});

test('version 2 memory: the limit that was hit is that of the group itself', () => {
  const tree = fakeTree(2, ['memory'], {
    'box/memory.current': '4096\n', 'box/memory.max': 'max\n',
    'box/memory.events': 'low 0\nhigh 0\nmax 9\noom 1\noom_kill 1\n',
    'box/memory.events.local': 'low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\n',
    'box/in/memory.current': '4096\n', 'box/in/memory.max': '4096\n', 'box/in/memory.events': 'max 9\noom_kill 1\n',
    'quiet/memory.current': '1\n', 'quiet/memory.max': 'max\n', 'quiet/memory.events': 'max 0\noom_kill 0\n',
  });
  expect(readLimitedGroups([tree]).memory).toEqual([
    { path: '/box', version: 2, limit: null, used: 4096, failures: 0, oomKills: 1 },
    { path: '/box/in', version: 2, limit: 4096, used: 4096, failures: 9, oomKills: 1 },
  ]);
});

test('a walk that is cut says so and keeps the upper levels', () => {
  const files = ['a', 'b', 'a/c'].map((group) => [`${group}/cpu.max`, '1000 100000\n']);
  const { cpu, limits } = readLimitedGroups([fakeTree(2, ['cpu'], Object.fromEntries(files))], 3);
  expect(cpu.map(({ path }) => path)).toEqual(['/a', '/b']);
  expect(limits).toEqual(['only the first 3 cgroups of the cpu hierarchy were read']);
});

test('a tree that is gone or empty has no groups', () => {
  const gone = { version: 2, controllers: ['cpu'], mountPoint: '/nonexistent', root: '/' } as const;
  expect(readLimitedGroups([gone])).toEqual({ cpu: [], memory: [], limits: [] });
});

test('pressure and members of a group are read below its mount', () => {
  const line = 'avg10=0.00 avg60=0.00 avg300=0.00 total=5\n';
  const tree = fakeTree(2, [], { 'box/io.pressure': `some ${line}full ${line}`, 'box/cgroup.procs': '9\n3\n0\n3\n' });
  expect(unwrap(readGroupPressure(tree, '/box', 'io')).full?.total).toBe(5000);
  expect(unwrap(readMembers(tree, '/box'))).toEqual([3, 9]);
  expect(readMembers(tree, '/../box')).toMatchObject({ problem: { code: 'no-such-file' } });
  expect(readGroupPressure(tree, '/none', 'cpu')).toMatchObject({ problem: { code: 'no-such-file' } });
});
