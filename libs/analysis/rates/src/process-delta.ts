import type { Bytes, BytesPerSecond, Count, Jiffies, PerSecond, Seconds, SecondsPerSecond } from '@ai-perf/core-units';

/** CPU use in units of one CPU: 1.5 is one and a half CPUs busy all the window. */
export interface CpuUse {
  readonly user: SecondsPerSecond;
  readonly system: SecondsPerSecond;
  readonly total: SecondsPerSecond;
}

/** One process over the window. A null is a number that could not be read, or lost its base (see `threadsEnded`). */
export interface ProcessDelta {
  readonly tgid: number;
  /** With `tgid` the identity: the kernel reuses numbers. */
  readonly startedAt: Jiffies;
  readonly parent: number;
  readonly comm: string;
  readonly state: string;
  readonly nice: number;
  readonly threads: number;
  readonly cgroup: string | null;
  /** Since its start, at the end of the window. */
  readonly age: Seconds;
  /** Not there in the first snapshot: everything it ever did was done in this window. */
  readonly isNew: boolean;
  readonly cpu: CpuUse;
  /** Ready to run but not running, summed over its threads: 3 is three threads waiting all the time. */
  readonly runDelay: SecondsPerSecond | null;
  /** CPU time by schedstat: finer than `cpu` (no ticks), but without threads that came and went unseen. */
  readonly onCpu: SecondsPerSecond | null;
  readonly resident: Bytes;
  /** Per second over the window; negative when it shrank. */
  readonly residentGrowth: BytesPerSecond;
  readonly virtual: Bytes;
  readonly virtualGrowth: BytesPerSecond;
  readonly minorFaults: PerSecond;
  readonly majorFaults: PerSecond;
  readonly readCalls: PerSecond | null;
  readonly writeCalls: PerSecond | null;
  /** Bytes through read(2)/write(2) and their like, from cache, pipe or disk. */
  readonly readThrough: BytesPerSecond | null;
  readonly writtenThrough: BytesPerSecond | null;
  /** Mean size of a call of the window; null without calls or without the right to look. */
  readonly bytesPerRead: Bytes | null;
  readonly bytesPerWrite: Bytes | null;
  readonly storageRead: BytesPerSecond | null;
  readonly storageWritten: BytesPerSecond | null;
  readonly voluntarySwitches: PerSecond | null;
  readonly forcedSwitches: PerSecond | null;
  readonly descriptors: Count | null;
  readonly descriptorGrowth: PerSecond | null;
  /** Threads ended: run delay, `onCpu` and switches, which are sums over threads, are lower bounds or null. */
  readonly threadsEnded: boolean;
}
