import type { Bytes, Count, ModuleOffset, Nanoseconds, UnixNanoseconds } from '@ai-perf/core-units';

/** Row number in `Profile.strings`. */
export type StringId = number & { readonly __table: 'strings' };
/** Row number in `Profile.modules`; -1 where the frame belongs to no module. */
export type ModuleId = number & { readonly __table: 'modules' };
/** Row number in `Profile.frames`. */
export type FrameId = number & { readonly __table: 'frames' };
/** Row number in `Profile.stacks`; -1 is the empty stack. */
export type StackId = number & { readonly __table: 'stacks' };

export type FrameSpace = 'kernel' | 'user' | 'jit';
export type WeightUnit = 'samples' | 'nanoseconds' | 'bytes' | 'events';

/** A mapped file (or `[kernel.kallsyms]`, `[vdso]`, a perf map). */
export interface ModuleTable {
  readonly path: readonly StringId[];
  /** Lower-case hex of NT_GNU_BUILD_ID, or null. */
  readonly buildId: readonly (string | null)[];
}

/** One column a field; row i of every column is frame i. */
export interface FrameTable {
  readonly function: readonly StringId[];
  readonly module: readonly ModuleId[];
  readonly address: readonly (ModuleOffset | null)[];
  /** `ip`: the instruction itself (leaf); `return-address`: the one after the call. */
  readonly at: readonly ('ip' | 'return-address')[];
  readonly space: readonly FrameSpace[];
  readonly file: readonly (StringId | null)[];
  readonly line: readonly (number | null)[];
  /** 0 for a physical frame, 1.. for what the compiler inlined into it. */
  readonly inlineDepth: readonly number[];
}

/** Prefix tree: a parent's row number is smaller than its children's; -1 is the root. */
export interface StackTable {
  readonly frame: readonly FrameId[];
  readonly parent: readonly StackId[];
}

export interface SampleTable {
  readonly at: readonly Nanoseconds[];
  readonly cpu: readonly number[];
  readonly tgid: readonly number[];
  readonly tid: readonly number[];
  readonly comm: readonly StringId[];
  readonly stack: readonly StackId[];
  /** In the profile's `weightUnit`. */
  readonly weight: readonly number[];
}

export interface HostIdentity {
  readonly hostname: string;
  readonly kernel: string;
  readonly machine: string;
  readonly cpus: number;
  readonly memory: Bytes;
}

/** What was sampled, where and by whom. The file format is this object as JSON; see docs/formats.md. */
export interface Profile {
  readonly version: 1;
  readonly startedAt: UnixNanoseconds;
  /** Clock of `samples.at` before the session's start was taken off. */
  readonly clock: 'monotonic';
  readonly duration: Nanoseconds;
  /** Event name as perf spells it: `cpu-clock`, `cycles`, `context-switches`. */
  readonly event: string;
  /** Weight of one sample as the sampler was set up: nanoseconds for clocks, events otherwise; 0 when it floats. */
  readonly period: number;
  readonly weightUnit: WeightUnit;
  readonly strings: readonly string[];
  readonly modules: ModuleTable;
  readonly frames: FrameTable;
  readonly stacks: StackTable;
  readonly samples: SampleTable;
  /** Samples the kernel could not hand over (PERF_RECORD_LOST, LOST_SAMPLES). */
  readonly lost: Count;
  /** Samples whose stack does not reach a root: cut by depth, stack copy or a failed unwind. */
  readonly truncated: Count;
  /** Times the kernel throttled the sampler. */
  readonly throttled: Count;
  readonly host: HostIdentity;
  readonly command: readonly string[];
}
