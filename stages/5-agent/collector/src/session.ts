import { as } from '@ai-perf/core-units';
import type { Bytes, Nanoseconds } from '@ai-perf/core-units';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readTrees } from '@ai-perf/sources-cgroup';
import type { CgroupTree } from '@ai-perf/sources-cgroup';
import { hidingOf, readHostStat, readMounts, readSchedStat } from '@ai-perf/sources-procfs';
import type { HostStat } from '@ai-perf/sources-procfs';
import { readSystemConstants } from '@ai-perf/sources-sysfs';
import { LimitBook } from './limit-book.ts';
import { ProcessBook } from './snapshot/process-book.ts';

export interface Clock {
  /** CLOCK_MONOTONIC. */
  monotonic(): Nanoseconds;
}

export interface SessionOptions {
  /** Where proc is mounted, or a recorded tree. */
  readonly procRoot?: string;
  /** `clock.monotonic()` at the start of the session; the time of opening where it is left out. */
  readonly startedAt?: Nanoseconds;
}

/** What is found out once and kept between snapshots. */
export interface CollectorSession {
  readonly procRoot: string;
  readonly clock: Clock;
  readonly startedAt: Nanoseconds;
  readonly pageSize: Bytes;
  readonly trees: readonly CgroupTree[];
  /** False: the kernel does not account run time and delay (no CONFIG_SCHED_INFO). */
  readonly hasSchedStat: boolean;
  /** What is missing for the whole session. */
  readonly limits: readonly string[];
  readonly processes: ProcessBook;
  /** What was missing for some process at some time of the session. */
  readonly processLimits: LimitBook;
  /** The last that could be read, should a later read fail (no descriptors left). */
  lastStat: HostStat;
}

const usualPageSize = as<Bytes>(4096);

/** Fails only where /proc/stat cannot be read: then there is nothing to collect. */
export function openSession(clock: Clock, options: SessionOptions = {}): Result<CollectorSession> {
  const procRoot = options.procRoot ?? '/proc';
  const stat = readHostStat(procRoot);
  if (!stat.ok) return stat;
  const constants = readSystemConstants(procRoot);
  const trees = readTrees(procRoot);
  const hasSchedStat = accountsRunTime(procRoot);
  return ok({
    procRoot,
    clock,
    startedAt: options.startedAt ?? clock.monotonic(),
    pageSize: constants.ok ? constants.value.pageSize : usualPageSize,
    trees: trees.ok ? trees.value : [],
    hasSchedStat,
    limits: limitsOf(procRoot, hasSchedStat),
    processes: new ProcessBook(),
    processLimits: new LimitBook(),
    lastStat: stat.value,
  });
}

// We run, so our own count of time slices can only be 0 where nothing is counted.
function accountsRunTime(procRoot: string): boolean {
  const own = readSchedStat(`${procRoot}/self`);
  return own.ok && own.value.timeSlices > 0;
}

function limitsOf(procRoot: string, hasSchedStat: boolean): string[] {
  const mounts = readMounts(procRoot);
  const hiding = mounts.ok && process.geteuid?.() !== 0 ? hidingOf(mounts.value, procRoot) : null;
  return [
    ...(hiding === null ? [] : [`processes of other users are not seen: proc is mounted with ${hiding}`]),
    ...(hasSchedStat ? [] : ['run delay: this kernel does not account it (CONFIG_SCHED_INFO)']),
  ];
}
