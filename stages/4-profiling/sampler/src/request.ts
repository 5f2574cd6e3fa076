import type { Profile } from '@ai-perf/core-model';
import type { Problem } from '@ai-perf/core-result';
import type { Seconds } from '@ai-perf/core-units';
import type { CommandEnd } from '@ai-perf/sources-held-command';
import type { SamplingRequest, SamplingTarget } from '@ai-perf/sources-perf-event';

export type { CommandEnd } from '@ai-perf/sources-held-command';
export type { CallGraph, SamplingRate } from '@ai-perf/sources-perf-event';

/** Whom to sample. Threads and children that the targets start later are followed. */
export type RecordTarget =
  | Exclude<SamplingTarget, { kind: 'held' }>
  /** A program and its arguments, run for this recording. */
  | { readonly kind: 'command'; readonly words: readonly string[] };

export interface RecordRequest extends Omit<SamplingRequest, 'target'> {
  readonly target: RecordTarget;
  /** Null: until the targets are gone, the command ends or `io.signal` is aborted. */
  readonly duration: Seconds | null;
}

/** How a recorded command ended, and whether it was us who ended it (time up, or Ctrl-C). */
export interface RecordedCommand extends CommandEnd {
  readonly endedByUs: boolean;
}

export interface Recording {
  /** One an event, in the order they were asked for. */
  readonly profiles: readonly [Profile, ...Profile[]];
  /** What was done in a lesser way than asked, and what kept frames without names. */
  readonly notes: readonly Problem[];
  /** Null without a command. */
  readonly command: RecordedCommand | null;
}
