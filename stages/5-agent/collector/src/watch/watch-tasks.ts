import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskWatch } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Count, Milliseconds, Nanoseconds } from '@ai-perf/core-units';
import { listThreads } from '@ai-perf/sources-procfs';
import { LimitBook } from '../limit-book.ts';
import type { CollectorSession } from '../session.ts';
import { lookAtThread } from './look.ts';
import type { Look } from './look.ts';
import { ProcessTally } from './tally.ts';

export interface WatchRequest {
  readonly tgids: readonly number[];
  /** Mean time from one round to the next. Rounds that take long make it longer: see `mostShare`. */
  readonly every: Milliseconds;
  /** Ends the watch; what was seen so far is returned. */
  readonly signal: AbortSignal;
}

/** Of one CPU: the watch must not become the fault. */
const mostShare = 0.1;
/** Of one process in one round. */
const mostThreads = 512;

/** Looks at every thread of some processes again and again: an off-CPU profile that needs no more rights than /proc. */
export async function watchTasks(session: CollectorSession, request: WatchRequest): Promise<TaskWatch> {
  const limits = new LimitBook();
  const tallies = request.tgids.map((tgid) => [tgid, new ProcessTally(tgid)] as const);
  const begin = session.clock.monotonic();
  let rounds = 0;
  while (!request.signal.aborted) {
    const start = session.clock.monotonic();
    for (const [tgid, tally] of tallies) tally.add(lookAtProcess(session, tgid, limits));
    rounds += 1;
    await pause(pauseAfter(rounds, request.every, session.clock.monotonic() - start), request.signal);
  }
  const whole = session.clock.monotonic() - begin;
  return {
    rounds: as<Count>(rounds),
    interval: as<Nanoseconds>(rounds === 0 ? 0 : whole / rounds),
    processes: tallies.map(([, tally]) => tally.result()),
    limits: limits.lines(),
  };
}

function lookAtProcess(session: CollectorSession, tgid: number, limits: LimitBook): readonly Look[] {
  const tids = listThreads(tgid, session.procRoot);
  if (!tids.ok) return [];
  if (tids.value.length > mostThreads) limits.say(`only ${mostThreads} threads of a process are watched`);
  const looks = tids.value.slice(0, mostThreads).map((tid) => lookAtThread(session, tgid, tid, limits));
  return looks.filter((look) => look !== null);
}

/**
 * Between half and one and a half times the interval, in an order that fills it evenly (multiples of the golden ratio):
 * a fixed beat would see a program with the same beat always in the same place.
 */
export function pauseAfter(round: number, every: Milliseconds, took: number): Milliseconds {
  const jitter = 0.5 + ((round * 0.618_033_988_749_894_9) % 1);
  const tookMilliseconds = took / 1e6;
  return as<Milliseconds>(Math.max(every * jitter - tookMilliseconds, tookMilliseconds * (1 / mostShare - 1)));
}

async function pause(time: Milliseconds, signal: AbortSignal): Promise<void> {
  try {
    await sleep(time, undefined, { signal });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}
