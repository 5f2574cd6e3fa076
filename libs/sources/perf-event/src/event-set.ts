import { isSystemError } from '@ai-perf/core-result';
import type { EventSlot, PerfSession } from '@ai-perf/native-perf-event';
import type { RecordDecoder } from '@ai-perf/core-wire';
import { packAttributes } from './attributes.ts';
import type { AttributePlan } from './attributes.ts';
import { RingSet } from './ring-set.ts';

/** What the kernel counted for one of the asked events, all threads and CPUs together. */
export interface EventCount {
  readonly value: number;
  readonly enabledNanoseconds: number;
  readonly runningNanoseconds: number;
  /** Records that found no room; null before Linux 6.0. */
  readonly lost: number | null;
}

type Total = [value: number, enabled: number, running: number, lost: number | null];

/** Every event of a session: one for each asked event, thread and CPU. */
export class EventSet {
  readonly rings: RingSet;
  /** Asked event of each kernel id; grows as events are opened. */
  readonly ids = new Map<number, number>();
  readonly #session: PerfSession;
  readonly #plans: readonly AttributePlan[];
  readonly #cpus: readonly number[];
  readonly #opened: { readonly slot: EventSlot; readonly event: number }[] = [];

  constructor(session: PerfSession, plans: readonly AttributePlan[], cpus: readonly number[], pages: number) {
    this.#session = session;
    this.#plans = plans;
    this.#cpus = cpus;
    this.rings = new RingSet(session, pages);
  }

  get size(): number {
    return this.#opened.length;
  }

  /**
   * Opens the asked events for a thread (-1: all) on every CPU: what is bound to no CPU but is inherited may have no
   * ring. False when the thread is gone. Throws SystemError for the rest. see: perf_mmap(), "cpu == -1 and inherit"
   */
  openThread(tid: number): boolean {
    try {
      for (const cpu of this.#cpus) this.#openOn(tid, cpu);
      return true;
    } catch (thrown) {
      if (isSystemError(thrown) && thrown.code === 'ESRCH') return false;
      throw thrown;
    }
  }

  disable(): void {
    for (const { slot } of this.#opened) this.#session.disable(slot);
  }

  drainInto(decoder: RecordDecoder): void {
    this.rings.drainInto(decoder);
  }

  /** read(2) of all events, added up for each asked one. */
  counts(): readonly EventCount[] {
    const totals = this.#plans.map(({ readsLost }): Total => [0, 0, 0, readsLost ? 0 : null]);
    const words = new BigUint64Array(5);
    for (const { slot, event } of this.#opened) {
      const total = totals[event];
      this.#session.read(slot, words);
      if (total !== undefined) addWords(total, words);
    }
    return totals.map(([value, enabledNanoseconds, runningNanoseconds, lost]) => ({
      value,
      enabledNanoseconds,
      runningNanoseconds,
      lost,
    }));
  }

  #openOn(tid: number, cpu: number): void {
    this.#plans.forEach((plan, event) => {
      const slot = this.#openEvent(plan, tid, cpu);
      if (slot === null) return;
      this.#opened.push({ slot, event });
      this.ids.set(Number(this.#session.id(slot)), event);
      this.rings.attach(slot, cpu);
      this.#session.watch(slot);
    });
  }

  // ENODEV: the CPU went off after the list was read.
  #openEvent(plan: AttributePlan, tid: number, cpu: number): EventSlot | null {
    try {
      return this.#session.open(packAttributes(plan), tid, cpu);
    } catch (thrown) {
      if (isSystemError(thrown) && thrown.code === 'ENODEV') return null;
      throw thrown;
    }
  }
}

// In the order of read_format: value, time enabled, time running, id, lost. see: perf_event_open(2)
function addWords(total: Total, words: BigUint64Array): void {
  total[0] += Number(words[0]);
  total[1] += Number(words[1]);
  total[2] += Number(words[2]);
  if (total[3] !== null) total[3] += Number(words[4]);
}
