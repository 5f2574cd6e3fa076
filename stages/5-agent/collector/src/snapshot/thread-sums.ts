import { as } from '@ai-perf/core-units';
import type { Count, Nanoseconds } from '@ai-perf/core-units';
import { listThreads, readSchedStat, readSwitches } from '@ai-perf/sources-procfs';
import type { ProcessStat } from '@ai-perf/sources-procfs';
import type { CollectorSession } from '../session.ts';
import type { ThreadEntry, ThreadRound, ThreadSums } from './process-book.ts';

const noTime = as<Nanoseconds>(0);
const noCount = as<Count>(0);
const nothing: ThreadSums = { onCpu: noTime, runDelay: noTime, voluntary: noCount, forced: noCount };
/** Before the first look. */
export const firstRound: ThreadRound = { threads: new Map(), ended: nothing, isChanged: true };

/** /proc/PID/schedstat and the switches in status are those of the main thread: a process is the sum of task/. */
export function lookAtThreads(session: CollectorSession, stat: ProcessStat, last: ThreadRound): ThreadRound {
  const threads = new Map<number, ThreadEntry>();
  for (const [tid, folder] of threadFolders(session.procRoot, stat)) {
    const entry = lookAtThread(session, folder, last.threads.get(tid) ?? null);
    if (entry !== null) threads.set(tid, entry);
  }
  if (session.hasSchedStat && isSame(threads, last.threads)) return { ...last, isChanged: false };
  const gone = [...last.threads].filter(([tid, known]) => hasEnded(known, threads.get(tid))).map(([, known]) => known);
  return { threads, ended: gone.reduce(plus, last.ended), isChanged: true };
}

// One thread: it is the main one, and its files stand in the folder of the process, too.
function threadFolders(procRoot: string, { pid, threads }: ProcessStat): [number, string][] {
  const folder = `${procRoot}/${pid}`;
  if (threads === 1) return [[pid, folder]];
  const tids = listThreads(pid, procRoot);
  return tids.ok ? tids.value.map((tid) => [tid, `${folder}/task/${tid}`]) : [];
}

// A run time that fell is that of another thread with the same number.
const hasEnded = (known: ThreadEntry, now: ThreadEntry | undefined): boolean =>
  now === undefined || now.onCpu < known.onCpu;

type Threads = ReadonlyMap<number, ThreadEntry>;

function isSame(now: Threads, last: Threads): boolean {
  if (now.size !== last.size) return false;
  for (const [tid, entry] of now) if (last.get(tid) !== entry) return false;
  return true;
}

/** The entry that is known where the thread has not run since; null where it has ended. */
function lookAtThread(session: CollectorSession, folder: string, known: ThreadEntry | null): ThreadEntry | null {
  const run = readRunTime(session, folder);
  if (run === null) return null;
  if (known !== null && session.hasSchedStat && hasNotRun(known, run)) return known;
  const switches = session.processLimits.orNull('context switches (/proc/PID/status)', readSwitches(folder));
  return { ...run, ...(switches ?? noSwitches), hasSwitches: switches !== null };
}

type RunTime = Pick<ThreadSums, 'onCpu' | 'runDelay'>;

const noSwitches = { voluntary: noCount, forced: noCount } as const;

const hasNotRun = (known: RunTime, now: RunTime): boolean =>
  known.onCpu === now.onCpu && known.runDelay === now.runDelay;

function readRunTime({ hasSchedStat, processLimits }: CollectorSession, folder: string): RunTime | null {
  return hasSchedStat ? processLimits.orNull('run delay (/proc/PID/schedstat)', readSchedStat(folder)) : nothing;
}

const plus = (a: ThreadSums, b: ThreadSums): ThreadSums => ({
  onCpu: as<Nanoseconds>(a.onCpu + b.onCpu),
  runDelay: as<Nanoseconds>(a.runDelay + b.runDelay),
  voluntary: as<Count>(a.voluntary + b.voluntary),
  forced: as<Count>(a.forced + b.forced),
});

export interface ProcessSums extends ThreadSums {
  /** False: the switches of no thread could be read. */
  readonly hasSwitches: boolean;
}

/** All that its threads have run and waited since it began, as far as this session saw those that ended. */
export function sumOf({ threads, ended }: ThreadRound): ProcessSums {
  let sums = ended;
  let hasSwitches = false;
  for (const entry of threads.values()) {
    sums = sums === nothing ? entry : plus(sums, entry);
    hasSwitches ||= entry.hasSwitches;
  }
  return { ...sums, hasSwitches };
}
