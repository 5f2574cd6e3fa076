import type { Count, Nanoseconds } from '@ai-perf/core-units';

/** Registers and a copy of the user stack at a sample, for unwinding without frame pointers. */
export interface UserStackCopy {
  /** In the order of arch/x86/include/uapi/asm/perf_regs.h: AX BX CX DX SI DI BP SP IP FLAGS CS SS R8..R15 (20). */
  readonly registers: BigUint64Array;
  /** From SP upwards; shorter than asked for near the stack's end. */
  readonly bytes: Uint8Array;
}

/** Samples in columns, in time order. Row i's call chain is `chain[chainEnd[i-1] .. chainEnd[i])`, leaf first. */
export interface RawSamples {
  readonly count: number;
  /** Nanoseconds since the session started. */
  readonly at: Float64Array;
  readonly cpu: Int32Array;
  readonly tgid: Int32Array;
  readonly tid: Int32Array;
  /** Index into the events that were asked for. */
  readonly event: Uint16Array;
  /** Period of the sample in the event's own unit. */
  readonly period: Float64Array;
  readonly chainEnd: Uint32Array;
  /** Addresses with the kernel's PERF_CONTEXT_KERNEL/USER markers left in. see: include/uapi/linux/perf_event.h */
  readonly chain: BigUint64Array;
  /** Null without stack copies; else one entry a row, null for samples of kernel threads. */
  readonly userStacks: readonly (UserStackCopy | null)[] | null;
}

interface TaskEventBase {
  readonly at: Nanoseconds;
  readonly tgid: number;
  readonly tid: number;
}

export interface MmapEvent extends TaskEventBase {
  readonly kind: 'mmap';
  readonly start: bigint;
  readonly length: bigint;
  /** Bytes into the file at which the mapping starts. */
  readonly fileOffset: bigint;
  readonly path: string;
  readonly executable: boolean;
  readonly device: { readonly major: number; readonly minor: number };
  readonly inode: bigint;
  /** Lower-case hex where the kernel gave it (PERF_RECORD_MISC_MMAP_BUILD_ID). */
  readonly buildId: string | null;
}

/** What changes the meaning of an address or a number: applied in time order with the samples. */
export type TaskEvent =
  | MmapEvent
  | (TaskEventBase & { readonly kind: 'comm'; readonly comm: string; readonly exec: boolean })
  | (TaskEventBase & { readonly kind: 'fork' | 'exit'; readonly parentTgid: number; readonly parentTid: number });

/** One drained round of all rings: nothing later in the stream is older than what is in it. */
export interface RawBatch {
  readonly samples: RawSamples;
  readonly tasks: readonly TaskEvent[];
  readonly lost: Count;
  readonly throttled: Count;
}
