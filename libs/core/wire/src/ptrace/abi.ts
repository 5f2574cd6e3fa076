// What native/ptrace writes and is told. The twins of these numbers stand in its src/record-stream.h, src/fetch.cc and
// src/trace-request.h.

export const traceKind = {
  entry: 1,
  exit: 2,
  signal: 3,
  groupStop: 4,
  exited: 5,
  killed: 6,
  attached: 7,
  superseded: 8,
  exiting: 9,
  detached: 10,
  failed: 11,
} as const;

export const traceFlag = { error: 1, injected: 2, delayed: 4, foreign: 8 } as const;

/** At which step the loop failed; `extra` of the record is the errno. */
export const failedAt = { fork: 1, seize: 2 } as const;

/** Kinds of things to copy out of a tracee. */
export const fetchKind = {
  /** `size` bytes at the argument. */
  bytes: 0,
  /** A string of at most `size` bytes. */
  string: 1,
  /** As many elements of `size` bytes as argument `length` says, at most `cap`. */
  buffer: 2,
  /** argv or envp: its pointers, and `cap` strings of at most `size` bytes. */
  strings: 3,
  /** An iovec of `length` elements, at most `cap`, and `size` bytes of each at most. */
  iovec: 4,
  /** A msghdr: itself, name, control, iovec (`cap` elements), and `size` bytes of each at most. */
  message: 5,
  /** Where the descriptor leads. */
  descriptor: 6,
  /** As many bytes as the 32-bit number behind argument `length` says, at most `cap`. */
  indirect: 7,
  /** The pointers of an argv or envp. */
  pointers: 8,
} as const;

/** `length` of an operation: not an argument but what the call returned. */
export const lengthIsResult = 6;

/** Calls that plans and sets can name. */
export const callNumbers = 1024;

export interface FetchOp {
  readonly atExit: boolean;
  /** At the exit of a call that failed too. */
  readonly evenFailed?: boolean;
  readonly kind: number;
  readonly argument: number;
  readonly size: number;
  readonly length: number;
  readonly cap: number;
}

/** The plan as the native side takes it: seven words an operation. */
export function planWords(plan: Iterable<readonly [number: number, op: FetchOp]>): Int32Array {
  const words = [...plan].flatMap(([number, op]) => [
    number,
    op.atExit && op.evenFailed === true ? 2 : Number(op.atExit),
    op.kind,
    op.argument,
    op.size,
    op.length,
    op.cap,
  ]);
  return Int32Array.from(words);
}
