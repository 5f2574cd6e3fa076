import { expect, test } from 'vitest';
import { newestPackage } from './kernel-line.ts';
import { moduleOrder } from './module-order.ts';

const dep = [
  'kernel/fs/9p/9p.ko.xz: kernel/net/9p/9pnet.ko.xz kernel/fs/netfs/netfs.ko.xz',
  'kernel/net/9p/9pnet.ko.xz:',
  'kernel/fs/netfs/netfs.ko.xz:',
  'kernel/net/9p/9pnet-virtio.ko.xz: kernel/net/9p/9pnet.ko.xz',
].join('\n');

test('a module comes after all that it stands on, and each only once', () => {
  expect(moduleOrder(dep, ['9pnet_virtio', '9p', 'virtio_pci'])).toEqual([
    'kernel/net/9p/9pnet.ko.xz',
    'kernel/net/9p/9pnet-virtio.ko.xz',
    'kernel/fs/netfs/netfs.ko.xz',
    'kernel/fs/9p/9p.ko.xz',
  ]);
});

test('modules that stand on each other do not go in a circle', () => {
  expect(moduleOrder('a.ko: b.ko\nb.ko: a.ko', ['a'])).toEqual(['b.ko', 'a.ko']);
});

test('the newest package is chosen by number, not by letter', () => {
  const names = ['linux-image-6.1.0-9-amd64', 'linux-image-6.1.0-56-amd64', 'linux-image-6.1.0-47-amd64'];
  expect(newestPackage(names)).toBe('linux-image-6.1.0-56-amd64');
  expect(newestPackage([])).toBeNull();
});
