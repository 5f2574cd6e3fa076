import type { EventSlot, PerfSession } from '@ai-perf/native-perf-event';
import { isSystemError } from '@ai-perf/core-result';
import type { RecordDecoder } from '@ai-perf/core-wire';

const largestRecord = 65_536;
const pageBytes = 4096;
// EPERM: beyond kernel.perf_event_mlock_kb and RLIMIT_MEMLOCK. see: perf_mmap() in kernel/events/core.c
const tooLarge = new Set(['EPERM', 'ENOMEM']);

/** One ring a CPU: the first event of a CPU owns it, the others write into it. */
export class RingSet {
  readonly #session: PerfSession;
  readonly #owners = new Map<number, EventSlot>();
  readonly #buffer: Uint8Array;
  #pages: number;

  constructor(session: PerfSession, pages: number) {
    this.#session = session;
    this.#pages = pages;
    this.#buffer = new Uint8Array(Math.max(largestRecord, pages * pageBytes));
  }

  /** Size that the kernel granted; smaller than asked for when its limit on locked memory says so. */
  get pages(): number {
    return this.#pages;
  }

  /** Lets an event write into its CPU's ring. */
  attach(event: EventSlot, cpu: number): void {
    const owner = this.#owners.get(cpu);
    if (owner === undefined) this.#mapFirst(event, cpu);
    else this.#session.redirect(event, owner);
  }

  /** Empties every ring once into the decoder. One pass, so that a fast writer cannot hold it. */
  drainInto(decoder: RecordDecoder): void {
    for (const owner of this.#owners.values()) {
      const length = this.#session.drain(owner, this.#buffer);
      decoder.push(this.#buffer.subarray(0, length));
    }
  }

  #mapFirst(event: EventSlot, cpu: number): void {
    for (;;) {
      try {
        this.#session.map(event, this.#pages);
        this.#owners.set(cpu, event);
        return;
      } catch (thrown) {
        if (!isSystemError(thrown) || !tooLarge.has(thrown.code) || this.#pages === 1) throw thrown;
        this.#pages /= 2;
      }
    }
  }
}
