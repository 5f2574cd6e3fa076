import type { WeightUnit } from '@ai-perf/core-model';
import type { Bytes, Count, Hertz } from '@ai-perf/core-units';

/** Whom to sample. Threads and children that the targets start later are followed. */
export type SamplingTarget =
  | { readonly kind: 'system' }
  /** All threads of these processes. */
  | { readonly kind: 'processes'; readonly tgids: readonly number[] }
  | { readonly kind: 'threads'; readonly tids: readonly number[] }
  /** A process that waits before its exec, from which on it is sampled. */
  | { readonly kind: 'held'; readonly tgid: number };

/** A sample so often a second (of the event's own time for clocks), or every so many events. */
export type SamplingRate =
  | { readonly kind: 'frequency'; readonly hertz: Hertz }
  | { readonly kind: 'period'; readonly events: Count };

/** How stacks are taken: not, by frame pointers in the kernel, or as a copy of the stack that is unwound later. */
export type CallGraph =
  | { readonly kind: 'none' }
  | { readonly kind: 'frame-pointers' }
  | { readonly kind: 'stack-copy'; readonly bytes: Bytes };

export interface SamplingRequest {
  readonly target: SamplingTarget;
  /** Names as perf spells them; none: `cycles`, or `cpu-clock` where the host has no hardware counters. */
  readonly events: readonly string[];
  readonly rate: SamplingRate;
  readonly callGraph: CallGraph;
  /** Pages of each CPU's ring, a power of two; null: as many as the call graph needs. */
  readonly ringPages: number | null;
  /** Only what runs on these CPUs; all that are on when left out. */
  readonly cpus?: readonly number[];
}

/** What is really sampled: row i is what `RawSamples.event` i means. */
export interface SampledEvent {
  readonly name: string;
  readonly weightUnit: WeightUnit;
  /** Weight of one sample; 0 when the kernel lets it float to keep a frequency. */
  readonly period: number;
}
