import { as, unixNanoseconds } from '@ai-perf/core-units';
import type { Count, Nanoseconds, UnixNanoseconds } from '@ai-perf/core-units';
import type { RawBatch } from '@ai-perf/core-model';
import type { Problem } from '@ai-perf/core-result';
import type { DecoderCounts, RecordDecoder } from '@ai-perf/core-wire';
import type { PerfSession } from '@ai-perf/native-perf-event';
import type { EventCount, EventSet } from './event-set.ts';
import type { SampledEvent } from './sampling-request.ts';
import type { Waker } from './waker.ts';

/** At low rates no ring reaches its watermark: it is emptied this often all the same. */
const roundMilliseconds = 200;

export interface SessionParts {
  readonly native: PerfSession;
  readonly events: EventSet;
  readonly decoder: RecordDecoder;
  readonly waker: Waker;
  readonly origin: bigint;
  readonly sampled: readonly SampledEvent[];
  readonly notes: readonly Problem[];
}

/** Open events that are sampling since `startedAt`. Ends by `stop()`, or when every target is gone. */
export class SamplingSession {
  /** Row i is what `RawSamples.event` i means. */
  readonly sampled: readonly SampledEvent[];
  /** What is done in a lesser way than it was asked for. */
  readonly notes: readonly Problem[];
  readonly startedAt: UnixNanoseconds;
  readonly #parts: SessionParts;
  #stopped = false;
  #closed = false;
  #endedAt: Nanoseconds | null = null;
  #drainedAt = as<Nanoseconds>(0);
  #lostTold = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.sampled = parts.sampled;
    this.notes = parts.notes;
    const sinceStart = process.hrtime.bigint() - parts.origin;
    this.startedAt = unixNanoseconds(BigInt(Date.now()) * 1_000_000n - sinceStart);
  }

  /** CLOCK_MONOTONIC since the start, the time that samples carry. */
  elapsed(): Nanoseconds {
    return as<Nanoseconds>(Number(process.hrtime.bigint() - this.#parts.origin));
  }

  /** How long was sampled: until the end, or until now. */
  get duration(): Nanoseconds {
    return this.#endedAt ?? this.elapsed();
  }

  /** Ends the sampling; `batches()` still gives what the rings hold. */
  stop(): void {
    this.#stopped = true;
    this.#parts.waker.wake();
  }

  /** What the kernel counted so far, in the order of `sampled`. */
  counts(): readonly EventCount[] {
    return this.#parts.events.counts();
  }

  /** Records that could not be used. */
  get decoded(): DecoderCounts {
    return this.#parts.decoder.counts;
  }

  /**
   * Batches in time order: nothing in a later one is older. May be asked for once. A batch ends at the moment before
   * the last but one look into the rings: by then every CPU has finished writing what it had stamped.
   */
  async *batches(): AsyncGenerator<RawBatch, void, undefined> {
    try {
      while (!this.#stopped && !this.#targetsGone()) {
        await this.#parts.waker.wait(roundMilliseconds);
        const batch = this.#round();
        if (isWorthTelling(batch)) yield batch;
      }
      yield this.#lastRound();
    } finally {
      this.close();
    }
  }

  /** Closes every descriptor. Idempotent; the end of `batches()` does it too. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#parts.native.close();
  }

  #targetsGone(): boolean {
    return this.#parts.native.hungUp() >= this.#parts.events.size;
  }

  #round(): RawBatch {
    const { events, decoder } = this.#parts;
    const before = this.elapsed();
    events.drainInto(decoder);
    const batch = decoder.takeBefore(this.#drainedAt);
    this.#drainedAt = before;
    this.#lostTold += batch.lost;
    return batch;
  }

  #lastRound(): RawBatch {
    const { events, decoder } = this.#parts;
    events.disable();
    this.#endedAt = this.elapsed();
    events.drainInto(decoder);
    const batch = decoder.takeBefore(as<Nanoseconds>(Infinity));
    return { ...batch, lost: as<Count>(batch.lost + this.#lostUntold(batch.lost)) };
  }

  // A loss is told in the ring when the next record fits; what was lost after the last one, only read(2) knows.
  #lostUntold(inLastBatch: number): number {
    const known = this.counts().reduce((sum, { lost }) => sum + (lost ?? 0), 0);
    return Math.max(0, known - this.#lostTold - inLastBatch);
  }
}

const isWorthTelling = ({ samples, tasks, lost, throttled }: RawBatch): boolean =>
  samples.count + tasks.length + lost + throttled > 0;
