// What the threads of some processes were seen doing, many times in a window: an off-CPU profile that needs no
// perf_event.
import type { Count, Nanoseconds } from '@ai-perf/core-units';

/** The first three arguments of futex(2): tell a lock (`FUTEX_WAIT` for a value) from an idle condition variable. */
export interface FutexWait {
  /** Hex, as /proc/PID/syscall prints it: one lock is one address. */
  readonly address: string;
  readonly operation: number;
  /** The value the word had to have for the sleep to begin; 2 is glibc's "locked, with waiters". */
  readonly value: number;
}

/** One thing that threads of a process were seen in, and how often. */
export interface TaskMoment {
  /** One letter of proc_pid_stat(5). */
  readonly state: string;
  /** Kernel function it sleeps in; null where it runs or may not be seen. see: proc_pid_wchan(5) */
  readonly waitChannel: string | null;
  /** System call number it is in; null where it is in none or may not be seen. see: proc_pid_syscall(5) */
  readonly syscall: number | null;
  readonly futex: FutexWait | null;
  /** Threads times rounds: `seen` / `TaskWatch.rounds` is the mean number of threads in it. */
  readonly seen: Count;
  /** Rounds in which at least one thread was in it. */
  readonly rounds: Count;
}

export interface ProcessWatch {
  readonly tgid: number;
  /** Rounds in which it was looked at. */
  readonly rounds: Count;
  /** Most often seen first. */
  readonly moments: readonly TaskMoment[];
}

export interface TaskWatch {
  readonly rounds: Count;
  readonly interval: Nanoseconds;
  readonly processes: readonly ProcessWatch[];
  readonly limits: readonly string[];
}
