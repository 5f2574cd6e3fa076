import type { ProcessWatch, TaskMoment, TaskWatch } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Count } from '@ai-perf/core-units';

/** Adds up watches of consecutive parts of the window, in which not always the same processes were looked at. */
export function mergeWatches(watches: readonly TaskWatch[]): TaskWatch | null {
  const [first] = watches;
  if (first === undefined) return null;
  const tgids = [...new Set(watches.flatMap((watch) => watch.processes.map(({ tgid }) => tgid)))].sort((a, b) => a - b);
  return {
    rounds: sum(watches.map(({ rounds }) => rounds)),
    interval: first.interval,
    processes: tgids.map((tgid) => mergeProcess(tgid, watches)),
    limits: [...new Set(watches.flatMap(({ limits }) => limits))],
  };
}

function mergeProcess(tgid: number, watches: readonly TaskWatch[]): ProcessWatch {
  const parts = watches.flatMap(({ processes }) => processes.filter((process) => process.tgid === tgid));
  const moments = new Map<string, TaskMoment>();
  for (const moment of parts.flatMap((part) => part.moments)) {
    const known = moments.get(keyOf(moment));
    moments.set(keyOf(moment), known === undefined ? moment : { ...known, ...added(known, moment) });
  }
  return {
    tgid,
    rounds: sum(parts.map(({ rounds }) => rounds)),
    moments: [...moments.values()].sort((a, b) => b.seen - a.seen),
  };
}

const added = (a: TaskMoment, b: TaskMoment): Pick<TaskMoment, 'seen' | 'rounds'> => ({
  seen: sum([a.seen, b.seen]),
  rounds: sum([a.rounds, b.rounds]),
});

const keyOf = ({ state, waitChannel, syscall, futex }: TaskMoment): string =>
  [state, waitChannel, syscall, futex?.address, futex?.operation, futex?.value].join(' ');

const sum = (counts: readonly number[]): Count => as<Count>(counts.reduce((total, count) => total + count, 0));
