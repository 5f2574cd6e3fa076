import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { containerOf } from './container.ts';
import { parseMembership, pathIn, readMembership } from './membership.ts';

const hybrid = '9:name=systemd:/\n3:cpuset:/\n2:cpu,cpuacct:/box/a:b c\n0::/user.slice\n';

test('each hierarchy has its own path, colons and spaces included', () => {
  expect(parseMembership(hybrid)).toEqual([
    { hierarchy: 9, controllers: ['name=systemd'], path: '/' },
    { hierarchy: 3, controllers: ['cpuset'], path: '/' },
    { hierarchy: 2, controllers: ['cpu', 'cpuacct'], path: '/box/a:b c' },
    { hierarchy: 0, controllers: [], path: '/user.slice' },
  ]);
});

test('a controller of version 1 decides, else version 2 does', () => {
  const memberships = parseMembership(hybrid);
  expect(pathIn(memberships, 'cpu')).toBe('/box/a:b c');
  expect(pathIn(memberships, 'memory')).toBe('/user.slice');
  expect(pathIn(parseMembership('4:cpuset:/\n'), 'memory')).toBeNull();
});

test('a text cut at any byte has fewer rows and no wrong path', () => {
  const whole = parseMembership(hybrid);
  for (let length = 0; length < hybrid.length; length += 1) {
    const cut = parseMembership(hybrid.slice(0, length));
    expect(cut).toEqual(whole.slice(0, cut.length));
  }
});

test('this process has a group', () => {
  expect(pathIn(unwrap(readMembership(process.pid)), 'cpu')).toMatch(/^\//);
});

test('a process that is not there is a problem', () => {
  expect(readMembership(2 ** 22 + 1)).toMatchObject({ ok: false });
});

const id = 'a1'.repeat(32);
const uid = '0f1e2d3c-1111-2222-3333-444455556666';
const slice = `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${uid.replaceAll('-', '_')}.slice`;

test.each([
  [`/docker/${id}`, 'docker', id, null],
  [`/system.slice/docker-${id}.scope`, 'docker', id, null],
  [`/machine.slice/libpod-${id}.scope/container`, 'podman', id, null],
  [`/libpod_parent/libpod-${id}`, 'podman', id, null],
  [`${slice}/cri-containerd-${id}.scope`, 'containerd', id, uid],
  [`/system.slice/containerd.service${slice}:cri-containerd:${id}`, 'containerd', id, null],
  [`${slice}/crio-${id}.scope`, 'cri-o', id, uid],
  [`/kubepods/burstable/pod${uid}/${id}`, 'kubernetes', id, uid],
  [`/kubepods/pod${uid}/${id}/nested`, 'kubernetes', id, uid],
  ['/lxc/web1/init.scope', 'lxc', 'web1', null],
  ['/lxc.payload.web1/system.slice', 'lxc', 'web1', null],
  ['/machine.slice/systemd-nspawn@deb.service/payload', 'nspawn', 'deb', null],
])('%s is a container', (path, engine, container, pod) => {
  expect(containerOf(path)).toEqual({ engine, id: container, pod });
});

test('other groups are no containers', () => {
  const others = ['/', '/system.slice/docker.service', '/user.slice/user-0.slice', '/docker/short', `/other/${id}`];
  expect(others.map(containerOf)).toEqual(others.map(() => null));
});
