import type { Bytes, Count, Jiffies, Kibibytes, Nanoseconds, Ratio, Seconds } from '@ai-perf/core-units';
import type { ProcessSnapshot } from './snapshot.ts';

/** A row of /proc/stat. see: proc_stat(5); guest time is part of user, and is left in it. */
export interface CpuTimes {
  readonly user: Jiffies;
  readonly nice: Jiffies;
  readonly system: Jiffies;
  readonly idle: Jiffies;
  readonly iowait: Jiffies;
  readonly irq: Jiffies;
  readonly softirq: Jiffies;
  readonly steal: Jiffies;
}

export interface PressureLine {
  readonly avg10: Ratio;
  readonly avg60: Ratio;
  readonly avg300: Ratio;
  /** Stall time since boot. The file says microseconds. */
  readonly total: Nanoseconds;
}

/** One file of /proc/pressure; `full` is null where the kernel has none. */
export interface Pressure {
  readonly some: PressureLine;
  readonly full: PressureLine | null;
}

/** A row of /proc/diskstats. see: Documentation/admin-guide/iostats.rst; sectors of 512 bytes are turned into bytes. */
export interface DiskCounters {
  readonly name: string;
  readonly reads: Count;
  readonly read: Bytes;
  readonly readTime: Nanoseconds;
  readonly writes: Count;
  readonly written: Bytes;
  readonly writeTime: Nanoseconds;
  readonly inFlight: Count;
  readonly ioTime: Nanoseconds;
  readonly weightedIoTime: Nanoseconds;
  /** Null before Linux 5.5. */
  readonly flushes: Count | null;
  readonly flushTime: Nanoseconds | null;
}

/** CFS bandwidth of one cgroup that has a quota, from cpu.stat of either version. */
export interface CgroupCpu {
  /** Path below the mount, as in /proc/PID/cgroup. */
  readonly path: string;
  readonly version: 1 | 2;
  readonly quota: Nanoseconds;
  readonly period: Nanoseconds;
  readonly periods: Count;
  readonly throttledPeriods: Count;
  readonly throttledTime: Nanoseconds;
  /** CPU time used by the group (cpuacct.usage or usage_usec), null where it cannot be read. */
  readonly used: Nanoseconds | null;
}

export interface CgroupMemory {
  readonly path: string;
  readonly version: 1 | 2;
  readonly limit: Bytes | null;
  readonly used: Bytes;
  /** Times the limit was hit: v1 failcnt (0 whatever happens on some kernels, 6.18 too), v2 `max` of memory.events. */
  readonly failures: Count;
  readonly oomKills: Count;
}

/** The threads of one process at the moment of the snapshot, in columns; only for processes that were asked for. */
export interface ThreadTable {
  readonly tgid: number;
  readonly tid: readonly number[];
  readonly comm: readonly string[];
  readonly state: readonly string[];
  readonly userTime: readonly Jiffies[];
  readonly systemTime: readonly Jiffies[];
  readonly switches: readonly { readonly voluntary: Count; readonly forced: Count }[];
  /** Kernel function it sleeps in, null where it runs or may not be seen. see: proc_pid_wchan(5) */
  readonly waitChannel: readonly (string | null)[];
}

/**
 * All that /proc and the cgroup trees say at one moment. A part that may not be read is null or empty, and named in
 * `limits`.
 */
export interface HostSnapshot {
  readonly at: Nanoseconds;
  /** Since boot, suspend included. see: proc_uptime(5) */
  readonly uptime: Seconds;
  readonly pageSize: Bytes;
  readonly cpu: CpuTimes;
  readonly cpus: readonly CpuTimes[];
  readonly running: Count;
  readonly blocked: Count;
  readonly contextSwitches: Count;
  readonly forks: Count;
  readonly interrupts: Count;
  readonly load: readonly [number, number, number];
  /** /proc/meminfo by its own names (`MemAvailable`). */
  readonly memory: Readonly<Record<string, Kibibytes>>;
  /** /proc/vmstat by its own names (`pgmajfault`). */
  readonly vm: Readonly<Record<string, Count>>;
  readonly pressure: { readonly cpu: Pressure; readonly memory: Pressure; readonly io: Pressure } | null;
  readonly disks: readonly DiskCounters[];
  /** /proc/net/snmp and netstat: `net['Tcp']['RetransSegs']`. The first of repeated tables wins key by key. */
  readonly net: Readonly<Record<string, Readonly<Record<string, Count>>>>;
  readonly cgroupCpu: readonly CgroupCpu[];
  readonly cgroupMemory: readonly CgroupMemory[];
  readonly processes: readonly ProcessSnapshot[];
  /** cgroup path of each process by tgid, in the hierarchy that has the cpu controller: joins with `cgroupCpu`. */
  readonly cgroupOf: ReadonlyMap<number, string>;
  readonly limits: readonly string[];
}
