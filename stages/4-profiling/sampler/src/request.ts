import type { Profile } from '@ai-perf/core-model';
import type { Problem } from '@ai-perf/core-result';
import type { Bytes, Count, Hertz, Seconds } from '@ai-perf/core-units';

/** Whom to sample. Threads and children that the targets start later are followed. */
export type RecordTarget =
  | { readonly kind: 'system' }
  /** All threads of these processes. */
  | { readonly kind: 'processes'; readonly tgids: readonly number[] }
  | { readonly kind: 'threads'; readonly tids: readonly number[] }
  /** A program and its arguments, run for this recording. */
  | { readonly kind: 'command'; readonly words: readonly string[] };

/** A sample so often a second (of the event's own time for clocks), or every so many events. */
export type SamplingRate =
  | { readonly kind: 'frequency'; readonly hertz: Hertz }
  | { readonly kind: 'period'; readonly events: Count };

/** How stacks are taken: not, by frame pointers in the kernel, or as a copy of the stack that is unwound later. */
export type CallGraph =
  | { readonly kind: 'none' }
  | { readonly kind: 'frame-pointers' }
  | { readonly kind: 'stack-copy'; readonly bytes: Bytes };

export interface RecordRequest {
  readonly target: RecordTarget;
  /** Names as perf spells them; none: `cycles`, or `cpu-clock` where the host has no hardware counters. */
  readonly events: readonly string[];
  readonly rate: SamplingRate;
  readonly callGraph: CallGraph;
  /** Pages of each CPU's ring, a power of two; null: as many as the call graph needs. */
  readonly ringPages: number | null;
  /** Null: until the targets are gone, the command ends or `io.signal` is aborted. */
  readonly duration: Seconds | null;
}

/** How the command of a recording ended: its exit status, or 128 plus the signal that killed it. */
export interface CommandEnd {
  readonly status: number;
  readonly signal: string | null;
}

export interface Recording {
  /** One an event, in the order they were asked for. */
  readonly profiles: readonly [Profile, ...Profile[]];
  /** What was done in a lesser way than asked, and what kept frames without names. */
  readonly notes: readonly Problem[];
  /** Null without a command. */
  readonly command: CommandEnd | null;
}
