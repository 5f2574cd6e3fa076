import type { Bytes } from '@ai-perf/core-units';
import type { TaskWatch } from '@ai-perf/core-model';
import type { HostDelta } from '@ai-perf/analysis-rates';
import type { StackCounts } from './stacks/stack-counts.ts';

/** What the verdict is about. `tree` is the process with all that it started, as far as they were seen. */
export type Scope =
  | { readonly kind: 'system' }
  | { readonly kind: 'process' | 'command'; readonly tgid: number; readonly tree: ReadonlySet<number> };

/** Two processes that hold ends of the same pipe, socket or eventfd. */
export interface PeerLink {
  readonly tgids: readonly [number, number];
  readonly kind: string;
}

/** Software events a close-up may sample, by perf's names. */
export type CloseUpEvent = 'context-switches' | 'page-faults' | 'cpu-clock';

/**
 * A short second measurement of one process, asked for by a rule that wants to know where in the program it happens.
 */
export interface CloseUp {
  readonly event: CloseUpEvent;
  readonly tgid: number;
  readonly stacks: StackCounts;
}

/** All that the rules may know. A part that could not be measured is null or empty, and `limits` says why. */
export interface Observation {
  readonly scope: Scope;
  /** `uname -m`: system call numbers depend on it. */
  readonly machine: string;
  /** The whole window. */
  readonly host: HostDelta;
  /** The window in consecutive parts, oldest first: tells a steady rate from a burst. Empty: not measured. */
  readonly steps: readonly HostDelta[];
  readonly watch: TaskWatch | null;
  readonly links: readonly PeerLink[];
  /** cpu-clock samples of the window. */
  readonly profile: StackCounts | null;
  readonly closeUps: readonly CloseUp[];
  /** The agent and its own children: never accused, never counted as victims. */
  readonly own: ReadonlySet<number>;
  readonly pageSize: Bytes;
  readonly limits: readonly string[];
}
