import type { Nanoseconds } from '@ai-perf/core-units';

export interface TextSink {
  write(text: string): void;
}

/** All that a tool may touch of its own process. Injected, so that a test can hold it. */
export interface Io {
  readonly out: TextSink;
  readonly err: TextSink;
  /** CLOCK_MONOTONIC and the wall clock. */
  readonly clock: { monotonic(): Nanoseconds; unixNanoseconds(): bigint };
  /** Aborted by Ctrl-C or SIGTERM: stop, detach, and still return what was measured. */
  readonly signal: AbortSignal;
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly colour: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** stdout carries JSON and nothing else: what a command of ours prints goes to stderr. Set by `runTool`. */
  readonly json?: boolean;
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const conventionalStatus = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The real process. The first stop signal aborts `signal`; a second one ends at once. */
export function processIo(process: NodeJS.Process): Io {
  const stop = new AbortController();
  for (const name of stopSignals) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(conventionalStatus[name]);
      stop.abort(name);
    });
  }
  leaveQuietlyWhenNobodyReads(process);
  const isTerminal = process.stdout.isTTY === true;
  return {
    out: { write: (text) => void process.stdout.write(text) },
    err: { write: (text) => void process.stderr.write(text) },
    clock: {
      monotonic: () => Number(process.hrtime.bigint()) as Nanoseconds,
      unixNanoseconds: () => BigInt(Date.now()) * 1_000_000n,
    },
    signal: stop.signal,
    isTerminal,
    columns: process.stdout.columns ?? 80,
    // see: https://no-color.org
    colour: isTerminal && process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb',
    env: process.env,
  };
}

// `ai-perf ... | head` closes the pipe early; that is no error.
function leaveQuietlyWhenNobodyReads(process: NodeJS.Process): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
