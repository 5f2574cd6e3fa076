import type { MmapEvent, TaskEvent } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Nanoseconds } from '@ai-perf/core-units';
import { parseMaps } from '@ai-perf/core-wire';
import type { Mapping } from '@ai-perf/core-wire';
import { listThreads, readText } from './processes.ts';

const start = as<Nanoseconds>(0);

export interface ExistingTasks {
  readonly tasks: readonly TaskEvent[];
  /** It is there, but this user may not read its mappings. */
  readonly isHidden: boolean;
}

/**
 * The events that would have been seen had the session begun before this process: names of its threads and executable
 * mappings, all at time 0. Without them no address of it has a name.
 */
export function existingTasks(proc: string, tgid: number): ExistingTasks {
  const maps = readText(`${proc}/${tgid}/maps`);
  const names = namesOf(proc, tgid);
  return { tasks: [...names, ...mappingsOf(tgid, maps ?? '')], isHidden: maps === null && names.length > 0 };
}

function namesOf(proc: string, tgid: number): readonly TaskEvent[] {
  return listThreads(proc, tgid).flatMap((tid): TaskEvent[] => {
    const comm = readText(`${proc}/${tgid}/task/${tid}/comm`);
    // The kernel ends the name with a newline; one more may belong to it. see: fs/proc/base.c comm_show()
    return comm === null ? [] : [{ kind: 'comm', at: start, tgid, tid, comm: comm.replace(/\n$/, ''), exec: false }];
  });
}

function mappingsOf(tgid: number, text: string): readonly TaskEvent[] {
  return parseMaps(text)
    .mappings.filter(({ executable }) => executable)
    .map((mapping) => mmapEvent(tgid, mapping));
}

function mmapEvent(tgid: number, { start: from, end, fileOffset, path, device, inode }: Mapping): MmapEvent {
  const range = { start: from, length: end - from, fileOffset, path, device, inode };
  return { kind: 'mmap', at: start, tgid, tid: tgid, ...range, executable: true, buildId: null };
}
