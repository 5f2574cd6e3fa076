import type { BigIntStats } from 'node:fs';
import type { ModuleRequest } from '@ai-perf/core-model';

/** One file in one state: a changed file has another identity. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
  readonly changed: bigint;
}

export function identityOf({ dev, ino, ctimeNs }: BigIntStats): FileIdentity {
  return { device: dev, inode: ino, changed: ctimeNs };
}

export function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  return one.device === other.device && one.inode === other.inode && one.changed === other.changed;
}

/** see: glibc sysdeps/unix/sysv/linux/makedev.c, gnu_dev_major and gnu_dev_minor */
const majorOf = (device: bigint): number => Number(((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn));
const minorOf = (device: bigint): number => Number((device & 0xffn) | ((device >> 12n) & ~0xffn));

/**
 * Whether the file has the inode that was mapped. overlayfs and btrfs show another device to stat(2) than to
 * /proc/PID/maps, both with major number 0; there the inode number has to do. see: man 5 proc_pid_maps,
 * Documentation/filesystems/overlayfs.rst "Inode properties"
 */
export function isMappedFile(stats: BigIntStats, { device, inode, buildId }: ModuleRequest): boolean {
  // The kernel gives a build id in place of the inode: whoever reads the file compares that.
  if (inode === 0n) return buildId !== null;
  if (stats.ino !== inode) return false;
  const major = majorOf(stats.dev);
  return (major === device.major && minorOf(stats.dev) === device.minor) || major === 0 || device.major === 0;
}

/** The same number may have gone to a new file since: one that changed after it was mapped is not trusted. */
export function isOlderThanMapping(stats: BigIntStats, { mappedAt }: ModuleRequest): boolean {
  return stats.ctimeNs <= BigInt(mappedAt);
}
