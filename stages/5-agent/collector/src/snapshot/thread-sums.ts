import { as } from '@ai-perf/core-units';
import type { Count, Nanoseconds } from '@ai-perf/core-units';
import { listThreads, readSchedStat, readSwitches } from '@ai-perf/sources-procfs';
import type { ProcessStat } from '@ai-perf/sources-procfs';
import type { CollectorSession } from '../session.ts';
import type { ThreadEntry, ThreadRound, ThreadSums } from './process-book.ts';

/** /proc/PID/schedstat and the switches in status are those of the main thread: a process is the sum of task/. */
export function lookAtThreads(session: CollectorSession, stat: ProcessStat, last: ThreadRound | null): ThreadRound {
  const folders = threadFolders(session.procRoot, stat);
  const threads = new Map<number, ThreadEntry>();
  let ended = last?.ended ?? none;
  let isChanged = last === null || !session.hasSchedStat;
  for (const [tid, folder] of folders) {
    const known = last?.threads.get(tid) ?? null;
    const entry = lookAtThread(session, folder, known);
    if (entry === null) continue;
    threads.set(tid, entry);
    isChanged ||= entry !== known;
    // A run time that fell is another thread with the same number.
    if (known !== null && entry.onCpu < known.onCpu) ended = plus(ended, known);
  }
  for (const [tid, known] of last?.threads ?? []) {
    if (threads.has(tid)) continue;
    ended = plus(ended, known);
    isChanged = true;
  }
  return { threads, ended, isChanged };
}

// One thread: it is the main one, and its files stand in the folder of the process, too.
function threadFolders(procRoot: string, { pid, threads }: ProcessStat): [number, string][] {
  const folder = `${procRoot}/${pid}`;
  if (threads === 1) return [[pid, folder]];
  const tids = listThreads(pid, procRoot);
  return tids.ok ? tids.value.map((tid) => [tid, `${folder}/task/${tid}`]) : [];
}

/** The entry that is known where the thread has not run since; null where it has ended. */
function lookAtThread(session: CollectorSession, folder: string, known: ThreadEntry | null): ThreadEntry | null {
  const run = session.hasSchedStat ? readSchedStat(folder) : null;
  if (run?.ok === false) {
    session.processLimits.note('run delay of threads (/proc/PID/task/*/schedstat)', run.problem);
    return null;
  }
  const [onCpu, runDelay] = [run?.value.onCpu ?? noTime, run?.value.runDelay ?? noTime];
  if (known !== null && run !== null && known.onCpu === onCpu && known.runDelay === runDelay) return known;
  const switches = readSwitches(folder);
  if (!switches.ok) session.processLimits.note('context switches (/proc/PID/status)', switches.problem);
  const counts = switches.ok ? switches.value : null;
  return {
    onCpu,
    runDelay,
    voluntary: counts?.voluntary ?? noCount,
    forced: counts?.forced ?? noCount,
    hasSwitches: counts !== null,
  };
}

const noTime = as<Nanoseconds>(0);
const noCount = as<Count>(0);
const none: ThreadSums = { onCpu: noTime, runDelay: noTime, voluntary: noCount, forced: noCount };

const plus = (a: ThreadSums, b: ThreadSums): ThreadSums => ({
  onCpu: as<Nanoseconds>(a.onCpu + b.onCpu),
  runDelay: as<Nanoseconds>(a.runDelay + b.runDelay),
  voluntary: as<Count>(a.voluntary + b.voluntary),
  forced: as<Count>(a.forced + b.forced),
});

/** All that its threads have run and waited since it began, as far as this session saw those that ended. */
export function sumOf({ threads, ended }: ThreadRound): ThreadSums & { readonly hasSwitches: boolean } {
  const entries = [...threads.values()];
  return { ...entries.reduce<ThreadSums>(plus, ended), hasSwitches: entries.some(({ hasSwitches }) => hasSwitches) };
}
