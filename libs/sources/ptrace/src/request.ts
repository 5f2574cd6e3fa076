import type { FetchOp } from '@ai-perf/core-wire';

export interface CommandTarget {
  readonly kind: 'command';
  /** The file to execute, as a path. */
  readonly file: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where its stdout goes: ours, or stderr when ours is for a document alone. */
  readonly stdout: 'inherit' | 'stderr';
}

export interface AttachTarget {
  readonly kind: 'attach';
  readonly tgids: readonly number[];
}

/** A call is made to fail, to return something, to be late or to be followed by a signal. see: strace(1), Tampering */
export interface Injection {
  readonly number: number;
  /** Result instead of the call's own (-errno or a value); null: the call is made. */
  readonly result: number | null;
  /** 0: none. */
  readonly signal: number;
  readonly delayEntryMicroseconds: number;
  readonly delayExitMicroseconds: number;
  /** From which call of the task on, up to which, every how many. */
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

export interface TraceRequest {
  readonly target: CommandTarget | AttachTarget;
  readonly followForks: boolean;
  readonly cpuTime: boolean;
  readonly seccomp: boolean;
  /** Call numbers that are recorded. */
  readonly recorded: Iterable<number>;
  readonly plan: Iterable<readonly [number: number, op: FetchOp]>;
  readonly injections: readonly Injection[];
}
