import type { BytesPerSecond, Count, Nanoseconds, PerSecond, Ratio } from '@ai-perf/core-units';

/** One block device of /proc/diskstats in the window. see: Documentation/admin-guide/iostats.rst */
export interface DiskDelta {
  readonly name: string;
  readonly reads: PerSecond;
  readonly writes: PerSecond;
  readonly read: BytesPerSecond;
  readonly written: BytesPerSecond;
  /** Null before Linux 5.5. */
  readonly flushes: PerSecond | null;
  /** Part of the window with a request in flight. 1 is not saturation on a device that works in parallel. */
  readonly utilisation: Ratio;
  /** Mean requests in flight. */
  readonly queue: number;
  /** Mean time of a request finished in the window, queueing included; null without one. */
  readonly readAwait: Nanoseconds | null;
  readonly writeAwait: Nanoseconds | null;
  readonly flushAwait: Nanoseconds | null;
  readonly inFlight: Count;
}
