import type { Bytes, Count, Jiffies, Nanoseconds, Pages } from '@ai-perf/core-units';

/** One process at one moment. Identity is tgid and startedAt together: the kernel reuses numbers. */
export interface ProcessSnapshot {
  readonly at: Nanoseconds;
  readonly tgid: number;
  readonly parent: number;
  readonly comm: string;
  /** One letter of proc_pid_stat(5): R S D T t Z X I. */
  readonly state: string;
  readonly userTime: Jiffies;
  readonly systemTime: Jiffies;
  /** Since boot. */
  readonly startedAt: Jiffies;
  readonly nice: number;
  readonly minorFaults: Count;
  readonly majorFaults: Count;
  readonly resident: Pages;
  readonly virtual: Bytes;
  /** Bytes passed to read(2)/write(2) and their like (rchar, wchar); null without the right to look. */
  readonly readCharacters: Bytes | null;
  readonly writtenCharacters: Bytes | null;
  readonly readCalls: Count | null;
  readonly writeCalls: Count | null;
  /** Bytes fetched from and sent to storage (read_bytes, write_bytes). */
  readonly read: Bytes | null;
  readonly written: Bytes | null;
  readonly threads: number;
  readonly switches: { readonly voluntary: Count; readonly forced: Count } | null;
  /** Summed over the threads. see: Documentation/scheduler/sched-stats.rst, /proc/PID/schedstat */
  readonly onCpu: Nanoseconds | null;
  readonly runDelay: Nanoseconds | null;
  readonly descriptors: Count | null;
}

export type MetricKind = 'gauge' | 'counter' | 'histogram';

/** A series in columns: times in nanoseconds since the session started, values in `unit`. */
export interface MetricSeries {
  readonly name: string;
  readonly unit: string;
  readonly kind: MetricKind;
  readonly labels: Readonly<Record<string, string>>;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** One system call, decoded. `result` and `args` are as the kernel saw them. */
export interface SyscallEvent {
  readonly at: Nanoseconds;
  readonly duration: Nanoseconds;
  readonly tgid: number;
  readonly tid: number;
  readonly comm: string;
  readonly number: number;
  readonly name: string;
  readonly args: readonly bigint[];
  readonly decoded: readonly string[];
  readonly result: bigint;
  readonly errno: number | null;
}
