/** What to trace and what to fetch. Rows and kinds are those of `@ai-perf/core-wire`. */
export interface NativeTraceRequest {
  /** The program to start; empty: attach to `attach`. */
  readonly file: string;
  readonly argv: readonly string[];
  /** `NAME=value` */
  readonly environment: readonly string[];
  readonly attach: Int32Array;
  /** Also tasks that traced ones start; with `attach` all threads of each process. */
  readonly followForks: boolean;
  /** Puts the task's system CPU time into every record. */
  readonly cpuTime: boolean;
  /** Stops the command by a seccomp filter at recorded calls only. */
  readonly seccomp: boolean;
  /** The command's stdout goes to our stderr. */
  readonly stdoutToStderr: boolean;
  /** Soft limit on open files of the command; 0: as it is. */
  readonly openFiles: number;
  /** One byte for each of 1,024 call numbers: not 0, if it is recorded. */
  readonly recorded: Uint8Array;
  /** Rows of 7 words: libs/core/wire/src/ptrace/abi.ts */
  readonly plan: Int32Array;
  /** Rows of 9 words: number, replaced, result, signal, delays at entry and exit in microseconds, first, last, step. */
  readonly injections: Int32Array;
}

/**
 * A trace that runs from its construction on, on a thread of its own. That thread waits for any child of the process,
 * so a process that traces must start no other child meanwhile.
 */
export interface TraceSession {
  /** Whole records in the order in which they happened; null at the end. One read at a time. */
  read(): Promise<Uint8Array | null>;
  /** Process id of the command; 0 where none was started, or not yet. */
  command(): number;
  /** Asks the loop to let every task go. May have to be said again until `read` ends: a wait can miss it. */
  stop(): void;
}

export interface PtraceAddon {
  readonly TraceSession: new (request: NativeTraceRequest) => TraceSession;
}
