import type { ProcessSnapshot } from '@ai-perf/core-model';
import type { Nanoseconds } from '@ai-perf/core-units';
import type { ProcessIo } from '@ai-perf/sources-procfs';
import type { ProcessEntry, ThreadRound } from './process-book.ts';
import { sumOf } from './thread-sums.ts';

/** A process as a row of the snapshot. */
export function snapshotOf(entry: ProcessEntry, at: Nanoseconds, hasSchedStat: boolean): ProcessSnapshot {
  const { stat, round, slow } = entry;
  return {
    at,
    tgid: stat.pid,
    parent: stat.parent,
    comm: stat.comm,
    state: stat.state,
    userTime: stat.userTime,
    systemTime: stat.systemTime,
    startedAt: stat.startedAt,
    nice: stat.nice,
    minorFaults: stat.minorFaults,
    majorFaults: stat.majorFaults,
    resident: stat.resident,
    virtual: stat.virtual,
    threads: stat.threads,
    ...ioOf(slow.io),
    descriptors: slow.descriptors,
    ...threadsOf(round, hasSchedStat),
  };
}

function ioOf({ cancelled: _, ...io }: ProcessIo): Omit<ProcessIo, 'cancelled'> {
  return io;
}

type ThreadField = 'switches' | 'onCpu' | 'runDelay';

function threadsOf(round: ThreadRound | null, hasSchedStat: boolean): Pick<ProcessSnapshot, ThreadField> {
  if (round === null) return { switches: null, onCpu: null, runDelay: null };
  const { voluntary, forced, onCpu, runDelay, hasSwitches } = sumOf(round);
  return {
    switches: hasSwitches ? { voluntary, forced } : null,
    onCpu: hasSchedStat ? onCpu : null,
    runDelay: hasSchedStat ? runDelay : null,
  };
}
