import type { ProcessSnapshot } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Nanoseconds } from '@ai-perf/core-units';
import { pathIn, readMembership } from '@ai-perf/sources-cgroup';
import { listProcesses, readDescriptorCount, readProcessIo, readProcessStat } from '@ai-perf/sources-procfs';
import type { ProcessIo, ProcessStat } from '@ai-perf/sources-procfs';
import type { CollectorSession } from '../session.ts';
import type { ProcessEntry, SlowPart, ThreadRound } from './process-book.ts';
import { snapshotOf } from './process-row.ts';
import { firstRound, lookAtThreads } from './thread-sums.ts';

export interface ProcessPart {
  readonly processes: readonly ProcessSnapshot[];
  readonly cgroupOf: ReadonlyMap<number, string>;
}

/** All processes, or those of `tgids`, by rising tgid. Whoever ends meanwhile is left out. */
export function processPart(session: CollectorSession, tgids: readonly number[] | null): ProcessPart {
  const entries = new Map<number, ProcessEntry>();
  const processes: ProcessSnapshot[] = [];
  for (const tgid of tgids ?? allOf(session)) {
    const stat = session.processLimits.orNull('processes (/proc/PID/stat)', readProcessStat(tgid, session.procRoot));
    if (stat === null) continue;
    const at = as<Nanoseconds>(session.clock.monotonic() - session.startedAt);
    const entry = lookAt(session, stat);
    entries.set(tgid, entry);
    processes.push(snapshotOf(entry, at, session.hasSchedStat));
  }
  session.processes.replace(entries);
  return { processes, cgroupOf: cgroupsOf(entries) };
}

const allOf = (session: CollectorSession): readonly number[] =>
  session.processLimits.orNull('processes (/proc)', listProcesses(session.procRoot)) ?? [];

function lookAt(session: CollectorSession, stat: ProcessStat): ProcessEntry {
  const last = session.processes.entryOf(stat);
  // A kernel thread has no descriptors and does no calls, and there are hundreds of them: its stat says enough.
  if (stat.isKernelThread) return { stat, round: null, slow: last?.slow ?? unknown };
  const round = lookAtThreads(session, stat, last?.round ?? firstRound);
  const slow = last !== null && isQuiet(last.stat, stat, round) ? last.slow : readSlowPart(session, stat.pid);
  return { stat, round, slow };
}

const unknownIo: ProcessIo = {
  readCharacters: null, writtenCharacters: null, readCalls: null, writeCalls: null, read: null, written: null,
  cancelled: null,
};
const unknown: SlowPart = { io: unknownIo, descriptors: null, cgroup: null };

/**
 * It has not run since the last look, so what only it can change is as it was. The run time of a task that is on a CPU
 * this moment may stand still for a second where the tick is off, hence the other signs. see: kernel/sched/core.c
 * sched_tick_remote()
 */
function isQuiet(last: ProcessStat, now: ProcessStat, round: ThreadRound): boolean {
  const stands = (field: 'state' | 'userTime' | 'systemTime' | 'minorFaults' | 'majorFaults'): boolean =>
    last[field] === now[field];
  const fields = ['state', 'userTime', 'systemTime', 'minorFaults', 'majorFaults'] as const;
  return !round.isChanged && now.state !== 'R' && fields.every(stands);
}

function readSlowPart(session: CollectorSession, tgid: number): SlowPart {
  const { procRoot, processLimits } = session;
  const memberships = processLimits.orNull('cgroups (/proc/PID/cgroup)', readMembership(tgid, procRoot));
  return {
    io: processLimits.orNull('calls and bytes (/proc/PID/io)', readProcessIo(tgid, procRoot)) ?? unknownIo,
    descriptors: processLimits.orNull('open descriptors (/proc/PID/fd)', readDescriptorCount(tgid, procRoot)),
    cgroup: memberships === null ? null : pathIn(memberships, 'cpu'),
  };
}

function cgroupsOf(entries: ReadonlyMap<number, ProcessEntry>): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [tgid, { slow }] of entries) if (slow.cgroup !== null) found.set(tgid, slow.cgroup);
  return found;
}
