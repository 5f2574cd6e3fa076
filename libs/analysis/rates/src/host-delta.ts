import type { Bytes, BytesPerSecond, Count, Nanoseconds, PerSecond, Ratio, Seconds } from '@ai-perf/core-units';
import type { ProcessSnapshot } from '@ai-perf/core-model';
import type { CgroupCpuDelta, CgroupMemoryDelta } from './cgroup-delta.ts';
import type { CpuShares } from './cpu-shares.ts';
import type { DiskDelta } from './disk-delta.ts';
import type { ProcessDelta } from './process-delta.ts';
import type { PressureTable } from './pressure-shares.ts';

/** A gauge at the end of the window and its mean change in it; negative when it shrank. */
export interface ByteGauge {
  readonly now: Bytes;
  readonly growth: BytesPerSecond;
}

export type RateTable = Readonly<Record<string, PerSecond>>;

/** What happened on a host between two snapshots of it. Everything "now" is of the second one. */
export interface HostDelta {
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
  readonly window: Seconds;
  /** Online CPUs: the rows of /proc/stat. */
  readonly cpuCount: number;
  readonly cpu: CpuShares;
  readonly cpus: readonly CpuShares[];
  /** Run queue of this moment, the reader itself included; the window's mean is in the sum of `runDelay`. */
  readonly running: Count;
  readonly blocked: Count;
  readonly load: readonly [number, number, number];
  readonly contextSwitches: PerSecond;
  readonly forks: PerSecond;
  readonly interrupts: PerSecond;
  /** Shares of the window in which tasks stood still, from the totals. Null without PSI. see: accounting/psi.rst */
  readonly pressure: PressureTable | null;
  /** Counters of /proc/vmstat by its own names, per second. Its gauges (`nr_dirty`) are in `vmNow`. */
  readonly vm: RateTable;
  readonly vmNow: Readonly<Record<string, Count>>;
  /** /proc/meminfo by its own names; the huge-page counts (pages, no bytes) are left out. */
  readonly memory: Readonly<Record<string, ByteGauge>>;
  readonly disks: readonly DiskDelta[];
  /** `net['Tcp']['RetransSegs']` per second; gauges (`CurrEstab`) are in `netNow`. */
  readonly net: Readonly<Record<string, RateTable>>;
  readonly netNow: Readonly<Record<string, Readonly<Record<string, Count>>>>;
  readonly cgroupCpu: readonly CgroupCpuDelta[];
  readonly cgroupMemory: readonly CgroupMemoryDelta[];
  /** OOM kills of the window: host (vmstat `oom_kill`), which counts those of memory cgroups too. Null before 4.13. */
  readonly oomKills: Count | null;
  /** Alive at the end, those born in the window included, ascending by tgid. */
  readonly processes: readonly ProcessDelta[];
  /** In the first snapshot and not in the second; what they did in between is unknown. */
  readonly gone: readonly ProcessSnapshot[];
  /** Processes counted by state letter at the end: `{ S: 70, R: 2, Z: 1 }`. */
  readonly states: Readonly<Record<string, number>>;
  readonly memoryTotal: Bytes;
  /** Used part of memory: 1 - MemAvailable / MemTotal. */
  readonly memoryUsed: Ratio;
  /** What could not be read at either end. */
  readonly limits: readonly string[];
}
