import type { HostSnapshot } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Nanoseconds } from '@ai-perf/core-units';
import { readLimitedGroups } from '@ai-perf/sources-cgroup';
import { LimitBook } from '../limit-book.ts';
import type { CollectorSession } from '../session.ts';
import { hostPart } from './host-part.ts';
import { processPart } from './process-part.ts';

export interface SnapshotOptions {
  /** Only these processes; all where it is left out. */
  readonly tgids?: readonly number[];
}

/** All that /proc and the cgroup trees say now. What may not be read is null or empty, and named once in `limits`. */
export function takeSnapshot(session: CollectorSession, options: SnapshotOptions = {}): HostSnapshot {
  const limits = new LimitBook();
  const at = as<Nanoseconds>(session.clock.monotonic() - session.startedAt);
  const host = hostPart(session, limits);
  const groups = readLimitedGroups(session.trees);
  const { processes, cgroupOf } = processPart(session, options.tgids ?? null);
  return {
    at,
    pageSize: session.pageSize,
    ...host,
    cgroupCpu: groups.cpu,
    cgroupMemory: groups.memory,
    processes,
    cgroupOf,
    limits: [...session.limits, ...limits.lines(), ...groups.limits, ...session.processLimits.lines()],
  };
}
