import type { TaskRecord, TraceRecord } from '@ai-perf/core-wire';
import type { StraceOptions } from './options.ts';

const killedBase = 128;

/** Knows how tasks ended, and what strace says about their coming and going. */
export class TaskLedger {
  readonly #statuses = new Map<number, number>();
  readonly #asked: StraceOptions;
  readonly #named: ReadonlySet<number>;
  /** Records other than failures. */
  seen = 0;
  /** The last task that could not be attached to, or the command that could not be started. */
  failure: TaskRecord | null = null;

  constructor(asked: StraceOptions) {
    this.#asked = asked;
    this.#named = new Set(asked.attach.flatMap((word) => word.split(/[\s,]+/).map(Number)));
  }

  /** A message for stderr, or null. */
  add(record: TraceRecord): string | null {
    if (record.kind === 'failed') this.failure = record;
    else this.seen += 1;
    if (record.kind === 'exited') this.#statuses.set(record.tid, record.value);
    if (record.kind === 'killed') this.#statuses.set(record.tid, killedBase + record.value);
    if (this.#asked.quiet.length > 0) return null;
    if (record.kind === 'attached' && this.#isSaid(record.tid, record.value)) return said(record.tid, 'attached');
    return record.kind === 'detached' ? said(record.tid, 'detached') : null;
  }

  // Of a process that is attached to, its leader; of what traced tasks start, all.
  #isSaid(tid: number, isStarted: number): boolean {
    if (isStarted === 0) return this.#named.has(tid);
    return this.#asked.followForks.length === 1 || this.#asked.output === undefined;
  }

  /** Exit status of the command, 128 plus the signal that killed it; 0 where we started none or let it go. */
  statusOf(tgid: number): number {
    return this.#statuses.get(tgid) ?? 0;
  }
}

const said = (tid: number, what: string): string => `mini-strace: Process ${tid} ${what}\n`;
