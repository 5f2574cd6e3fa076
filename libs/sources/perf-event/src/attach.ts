import type { RecordDecoder } from '@ai-perf/core-wire';
import type { EventSet } from './event-set.ts';
import { listProcesses, listThreads, threadGroupOf } from './processes.ts';
import type { SamplingTarget } from './sampling-request.ts';

export interface Attached {
  /** Threads that were opened; 1 for the whole host. */
  readonly threads: number;
  /** Processes whose names and mappings are to be read from /proc. */
  readonly tgids: readonly number[];
  /** Asked processes or threads that were not there. */
  readonly gone: readonly number[];
}

/** A process may start threads while it is being attached to; each pass finds those of the pass before. */
const passes = 10;

/** Opens the events of a target. Throws SystemError; what is gone is left out. */
export function attach(events: EventSet, decoder: RecordDecoder, target: SamplingTarget, proc: string): Attached {
  switch (target.kind) {
    case 'system':
      events.openThread(-1);
      return { threads: 1, tgids: listProcesses(proc), gone: [] };
    case 'held':
      return { threads: events.openThread(target.tgid) ? 1 : 0, tgids: [], gone: [] };
    case 'threads':
      return attachThreads(events, target.tids, proc);
    case 'processes':
      return attachProcesses(events, decoder, target.tgids, proc);
  }
}

function attachThreads(events: EventSet, tids: readonly number[], proc: string): Attached {
  const opened = tids.filter((tid) => events.openThread(tid));
  const tgids = opened.flatMap((tid) => threadGroupOf(proc, tid) ?? []);
  return { threads: opened.length, tgids: [...new Set(tgids)], gone: tids.filter((tid) => !opened.includes(tid)) };
}

function attachProcesses(
  events: EventSet,
  decoder: RecordDecoder,
  asked: readonly number[],
  proc: string,
): Attached {
  const seen = new Set<number>();
  const tgids: number[] = [];
  let threads = 0;
  for (const pid of asked) {
    // The number of any thread finds its process, as in kill(2) and /proc.
    const tgid = threadGroupOf(proc, pid) ?? pid;
    const opened = attachProcess(events, decoder, seen, () => listThreads(proc, tgid));
    threads += opened;
    if (opened > 0) tgids.push(tgid);
  }
  return { threads, tgids: [...new Set(tgids)], gone: asked.filter((pid) => !seen.has(pid)) };
}

function attachProcess(
  events: EventSet,
  decoder: RecordDecoder,
  seen: Set<number>,
  list: () => readonly number[],
): number {
  let opened = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    const fresh = list().filter((tid) => !seen.has(tid));
    for (const tid of inheriting(events, decoder)) seen.add(tid);
    const missing = fresh.filter((tid) => !seen.has(tid));
    if (missing.length === 0) break;
    for (const tid of missing) seen.add(tid);
    opened += missing.filter((tid) => events.openThread(tid)).length;
  }
  return opened;
}

// A thread that an opened one started has its events already: opened again, each of its samples would come twice.
function inheriting(events: EventSet, decoder: RecordDecoder): readonly number[] {
  events.drainInto(decoder);
  return decoder.waitingTasks().flatMap((task) => (task.kind === 'fork' ? [task.tid] : []));
}
