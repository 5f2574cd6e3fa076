import type { Count, Nanoseconds } from '@ai-perf/core-units';
import type { ProcessIo, ProcessStat } from '@ai-perf/sources-procfs';

/** What a thread, or several, have run, waited for a CPU and switched. */
export interface ThreadSums {
  readonly onCpu: Nanoseconds;
  readonly runDelay: Nanoseconds;
  readonly voluntary: Count;
  readonly forced: Count;
}

export interface ThreadEntry extends ThreadSums {
  /** False: its switches could not be read, and are 0 here. */
  readonly hasSwitches: boolean;
}

/** The threads of a process at one look. */
export interface ThreadRound {
  readonly threads: ReadonlyMap<number, ThreadEntry>;
  /** What ended threads had when they were last seen: so a sum does not fall when a thread ends. */
  readonly ended: ThreadSums;
  /** Some thread ran, began or ended since the last look, as far as the run time tells. */
  readonly isChanged: boolean;
}

/** What only changes while the process runs. Null: it could not be read. */
export interface SlowPart {
  readonly io: ProcessIo;
  readonly descriptors: Count | null;
  /** In the hierarchy of the cpu controller. */
  readonly cgroup: string | null;
}

/** What is kept of one process until the next snapshot. */
export interface ProcessEntry {
  readonly stat: ProcessStat;
  /** Null for a kernel thread. */
  readonly round: ThreadRound | null;
  readonly slow: SlowPart;
}

/** The processes of the last snapshot, by tgid. */
export class ProcessBook {
  #entries: ReadonlyMap<number, ProcessEntry> = new Map();

  /** The entry of the same process: a reused number is another one. */
  entryOf({ pid, startedAt }: ProcessStat): ProcessEntry | null {
    const entry = this.#entries.get(pid);
    return entry?.stat.startedAt === startedAt ? entry : null;
  }

  /** Forgets whoever is not in the newest snapshot. */
  replace(entries: ReadonlyMap<number, ProcessEntry>): void {
    this.#entries = entries;
  }
}
