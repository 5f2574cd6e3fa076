import { decimal } from '@ai-perf/core-kernel-text';
import { mapResult } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Bytes } from '@ai-perf/core-units';
import { listFolder, optionalValue } from './reading.ts';

/** A block device. see: Documentation/ABI/stable/sysfs-block */
export interface BlockDevice {
  /** As in /proc/diskstats. */
  readonly name: string;
  /** `254:0`: how mountinfo and /proc/locks name it (there in hex). */
  readonly device: string;
  /** The whole disk that this is a partition of; null for a whole disk. */
  readonly disk: string | null;
  readonly size: Bytes;
  /** False for flash; often true for a virtual disk, which does not know. Null for a partition. */
  readonly isRotational: boolean | null;
  /** The one in use of `none [mq-deadline] kyber`; null for a device without a queue (loop, zram) and a partition. */
  readonly scheduler: string | null;
  /** Devices it is made of (device mapper, RAID): what is counted here is counted there again. */
  readonly parts: readonly string[];
}

/** Whole disks, each followed by its partitions. */
export function readBlockDevices(root = '/sys'): Result<BlockDevice[]> {
  return mapResult(listFolder(`${root}/block`), (disks) =>
    disks.flatMap((disk) => {
      const folder = `${root}/block/${disk}`;
      const partitions = entriesOf(folder).filter((name) => isPartition(`${folder}/${name}`, name, disk));
      const inside = partitions.flatMap((name) => deviceAt(`${folder}/${name}`, name, disk));
      return [...deviceAt(folder, disk, disk), ...inside];
    }),
  );
}

// A partition carries the name of its disk before its own number.
function isPartition(folder: string, name: string, disk: string): boolean {
  return name.startsWith(disk) && optionalValue(`${folder}/partition`) !== null;
}

/** None where the device was taken away meanwhile. */
function deviceAt(folder: string, name: string, disk: string): BlockDevice[] {
  const device = optionalValue(`${folder}/dev`);
  if (device === null) return [];
  const rotational = optionalValue(`${folder}/queue/rotational`);
  return [{
    name: kernelName(name),
    device,
    disk: name === disk ? null : kernelName(disk),
    // In sectors of 512 bytes, whatever the device's own are.
    size: ((decimal(optionalValue(`${folder}/size`) ?? '') ?? 0) * 512) as Bytes,
    isRotational: rotational === null ? null : rotational === '1',
    scheduler: schedulerIn(optionalValue(`${folder}/queue/scheduler`) ?? ''),
    parts: entriesOf(`${folder}/slaves`).map(kernelName),
  }];
}

function entriesOf(folder: string): string[] {
  const names = listFolder(folder);
  return names.ok ? names.value : [];
}

// A slash in a device's name (cciss/c0d0) is an exclamation mark in sysfs. see: lib/kobject.c
const kernelName = (name: string): string => name.replaceAll('!', '/');

/** `none [mq-deadline] kyber` -> `mq-deadline`. */
export const schedulerIn = (text: string): string | null => /\[([^\]]+)\]/.exec(text)?.[1] ?? null;
