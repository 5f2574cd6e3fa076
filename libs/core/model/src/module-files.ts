import type { Result } from '@ai-perf/core-result';
import type { Bytes, UnixNanoseconds } from '@ai-perf/core-units';

/**
 * Random access to the bytes of one file. What lies past the end, or cannot be read any more, is missing: a shorter
 * answer.
 */
export interface ByteSource {
  readonly size: Bytes;
  read(offset: number, length: number): Uint8Array;
}

/** What is known of a mapped file. The answer must be that very file, or a Problem: a wrong file gives wrong names. */
export interface ModuleRequest {
  /** As the process sees it, without the kernel's ` (deleted)`. */
  readonly path: string;
  /** A process that maps it, and where: what /proc/PID/root and /proc/PID/map_files ask for. */
  readonly tgid: number;
  readonly start: bigint;
  readonly length: bigint;
  readonly device: { readonly major: number; readonly minor: number };
  /** 0 where the kernel gave a build id instead. see: include/uapi/linux/perf_event.h PERF_RECORD_MISC_MMAP_BUILD_ID */
  readonly inode: bigint;
  readonly buildId: string | null;
  /** A file changed after this time is not what was mapped. */
  readonly mappedAt: UnixNanoseconds;
}

/** The I/O that symbolising needs, injected: analyses ask, sources answer. */
export interface ModuleFiles {
  /** Bytes of a mapped ELF file; of the vDSO for the path `[vdso]`. */
  openModule(request: ModuleRequest): Result<ByteSource>;
  /** Separate debug information, by build id or by the name in .gnu_debuglink; a Problem where none is installed. */
  openDebugFile(request: {
    readonly path: string;
    readonly buildId: string | null;
    readonly debugLink: string | null;
  }): Result<ByteSource>;
  /** Text of /proc/kallsyms. */
  readKernelSymbols(): Result<Uint8Array>;
  /** Text of the perf map that a process's just-in-time compiler writes. */
  readPerfMap(tgid: number): Result<Uint8Array>;
}
