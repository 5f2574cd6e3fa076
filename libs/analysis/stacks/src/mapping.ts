import type { MmapEvent } from '@ai-perf/core-model';
import { lowAddressBits } from '@ai-perf/analysis-symbols';

/** A run of addresses of one process; addresses are exact doubles, see `lowAddressBits`. */
export interface Mapping {
  readonly start: number;
  readonly end: number;
  readonly fileOffset: number;
  readonly executable: boolean;
  /** Null for memory that no file is behind: what just-in-time compilers write into. */
  readonly file: MappedFile | null;
}

/** Which file, as the kernel names it. Two mappings of one file are equal in `key`. */
export interface MappedFile {
  readonly key: string;
  readonly path: string;
  readonly deleted: boolean;
  readonly event: MmapEvent;
}

const deletedSuffix = ' (deleted)';

/** Kernel memory in a user's dress. see: man 5 proc_pid_maps, "pseudo-paths"; perf's is_anon_memory */
const withoutFile =
  /^$|^\/\/|^\[(?!vdso\]|vsyscall\])|^\/dev\/zero|^\/SYSV|^\/memfd:|^\/anon_hugepage|^anon_inode:/;

export function mappingOf(event: MmapEvent): Mapping {
  const start = addressOf(event.start);
  return {
    start,
    end: start + Number(event.length),
    fileOffset: Number(event.fileOffset),
    executable: event.executable,
    file: withoutFile.test(event.path) ? null : fileOf(event),
  };
}

function fileOf(event: MmapEvent): MappedFile {
  const deleted = event.path.endsWith(deletedSuffix);
  const path = deleted ? event.path.slice(0, -deletedSuffix.length) : event.path;
  const { major, minor } = event.device;
  return { key: `${major}:${minor}:${event.inode}:${event.buildId ?? ''}:${path}`, path, deleted, event };
}

export function addressOf(value: bigint): number {
  return lowAddressBits(Number((value >> 32n) & 0xffff_ffffn), Number(value & 0xffff_ffffn));
}
