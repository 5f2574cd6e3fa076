import type { RawBatch, TaskEvent, UserStackCopy } from '@ai-perf/core-model';
import type { Count, Nanoseconds } from '@ai-perf/core-units';
import { contextOfMode, miscBit, recordType, registerAbi64, sampleBit, x86UserRegisters } from './abi.ts';
import { ByteReader } from './byte-reader.ts';
import { sampleSteps, trailerSize, trailerTimeOffset } from './layout.ts';
import type { EventLayout, Origin, SampleRow } from './layout.ts';
import { readTaskRecord } from './task-records.ts';
import { TimeOrder } from './time-order.ts';

export interface DecoderOptions {
  /** One an event, in the order that `RawSamples.event` counts them. */
  readonly layouts: readonly EventLayout[];
  /** Event of each id (PERF_EVENT_IOC_ID, or the id table of a file); may be left out with one event. */
  readonly ids?: ReadonlyMap<number, number>;
  /** Time that becomes 0, in the clock of the records: earlier samples and losses are dropped, task events kept. */
  readonly origin: bigint;
  readonly littleEndian?: boolean;
}

/** What became of the records that did not turn into rows. */
export interface DecoderCounts {
  /** Records with an impossible size, or whose fields do not fit into them. */
  readonly malformed: number;
  /** Samples of an id that nobody asked for. */
  readonly unknownId: number;
  /** Samples from before the origin. */
  readonly early: number;
  /** Rows whose time was behind what had been handed out; they were moved up to it. */
  readonly late: number;
}

interface Compiled {
  readonly layout: EventLayout;
  readonly steps: ReturnType<typeof sampleSteps>;
  readonly trailer: number;
  readonly timeOffset: number | null;
}

const headerSize = 8;
const clearRow: SampleRow = {
  ip: 0n,
  tgid: -1,
  tid: -1,
  at: 0,
  id: 0,
  cpu: -1,
  period: 1,
  chainAt: 0,
  chainLength: 0,
  registerAbi: 0,
  registersAt: 0,
  stackAt: 0,
  stackLength: 0,
};

/**
 * Turns PERF_RECORD_* bytes into columns and hands them out in time order. Hostile bytes are counted, never thrown at
 * and never looped over: each record moves the reader forward by at least its header.
 */
export class RecordDecoder {
  readonly #options: DecoderOptions;
  readonly #compiled: readonly Compiled[];
  readonly #origin: Origin;
  readonly #row: SampleRow = { ...clearRow };
  readonly #counts = { malformed: 0, unknownId: 0, early: 0 };
  readonly #order = new TimeOrder();
  #lost = 0;
  #throttled = 0;

  constructor(options: DecoderOptions) {
    if (options.layouts.length === 0) throw new RangeError('a decoder needs at least one layout');
    this.#options = options;
    this.#origin = { high: Number(options.origin >> 32n), low: Number(options.origin & 0xffff_ffffn) };
    this.#compiled = options.layouts.map((layout) => ({
      layout,
      steps: sampleSteps(layout),
      trailer: trailerSize(layout),
      timeOffset: trailerTimeOffset(layout),
    }));
  }

  get counts(): DecoderCounts {
    return { ...this.#counts, late: this.#order.late };
  }

  /** Decodes whole records and returns the bytes used; the rest is the beginning of a record still to come. */
  push(bytes: Uint8Array): number {
    const reader = new ByteReader(bytes, this.#options.littleEndian ?? true);
    let at = 0;
    while (at + headerSize <= bytes.length) {
      reader.enter(at, at + headerSize);
      const type = reader.u32();
      const misc = reader.u16();
      const size = reader.u16();
      if (size < headerSize) {
        // Nothing tells where the next record begins.
        this.#counts.malformed += 1;
        return bytes.length;
      }
      if (at + size > bytes.length) break;
      reader.enter(at + headerSize, at + size);
      this.#record(reader, type, misc);
      at += size;
    }
    return at;
  }

  /** Adds events that were read elsewhere: the mappings and names of processes that ran before. */
  addTasks(tasks: readonly TaskEvent[]): void {
    for (const task of tasks) this.#order.addTask(task);
  }

  /** Task events that no batch has held yet, in no order. */
  waitingTasks(): readonly TaskEvent[] {
    return this.#order.waitingTasks;
  }

  /** All rows before `limit`, in time order; what is left waits for the next call. */
  takeBefore(limit: Nanoseconds): RawBatch {
    const batch = { ...this.#order.takeBefore(limit), lost: this.#lost as Count, throttled: this.#throttled as Count };
    this.#lost = 0;
    this.#throttled = 0;
    return batch;
  }

  #record(reader: ByteReader, type: number, misc: number): void {
    if (type === recordType.sample) return this.#sample(reader, misc);
    const compiled = this.#compiledOfTrailer(reader);
    const trailerAt = reader.end - compiled.trailer;
    if (trailerAt < reader.at) {
      this.#counts.malformed += 1;
      return;
    }
    const at = this.#trailerTime(reader, trailerAt, compiled);
    reader.enter(reader.at, trailerAt);
    this.#sideRecord(reader, type, misc, at);
  }

  #sideRecord(reader: ByteReader, type: number, misc: number, at: number): void {
    const inWindow = at >= 0 ? 1 : 0;
    if (type === recordType.lost) {
      reader.take(8);
      this.#lost += inWindow * reader.u64AsNumber();
    } else if (type === recordType.lostSamples) {
      this.#lost += inWindow * reader.u64AsNumber();
    } else if (type === recordType.throttle) {
      this.#throttled += inWindow;
    } else {
      const task = readTaskRecord(reader, { type, misc, at: Math.max(0, at) as Nanoseconds });
      if (task !== null && !reader.failed) this.#order.addTask(task);
    }
    if (reader.failed) this.#counts.malformed += 1;
  }

  // With PERF_SAMPLE_IDENTIFIER the id is a record's last word whatever else its trailer holds.
  #compiledOfTrailer(reader: ByteReader): Compiled {
    const [first] = this.#compiled as [Compiled];
    return first.layout.sampleIdAll ? this.#compiledById(reader, Math.max(reader.at, reader.end - 8)) : first;
  }

  // ... and a sample's first one.
  #compiledById(reader: ByteReader, idAt: number): Compiled {
    const [first] = this.#compiled as [Compiled];
    if (this.#compiled.length === 1 || (first.layout.sampleType & sampleBit.identifier) === 0) return first;
    const { at: body, end } = reader;
    reader.enter(idAt, end);
    const event = this.#eventOf(reader.u64AsNumber());
    reader.enter(body, end);
    return (event === undefined ? undefined : this.#compiled[event]) ?? first;
  }

  #trailerTime(reader: ByteReader, trailerAt: number, { timeOffset }: Compiled): number {
    if (timeOffset === null) return 0;
    const { at: body, end } = reader;
    reader.enter(trailerAt + timeOffset, end);
    const time = reader.u64Since(this.#origin.high, this.#origin.low);
    reader.enter(body, end);
    return time;
  }

  #sample(reader: ByteReader, misc: number): void {
    const row = Object.assign(this.#row, clearRow);
    const compiled = this.#compiledById(reader, reader.at);
    for (const step of compiled.steps) step(reader, row, compiled.layout, this.#origin);
    const event = this.#eventOf(row.id);
    if (reader.failed) this.#counts.malformed += 1;
    else if (event === undefined) this.#counts.unknownId += 1;
    else if (row.at < 0) this.#counts.early += 1;
    else this.#append(reader, event, misc);
  }

  // A software event that several sessions count is handed to all of them with the id of the first: the kernel fills
  // a sample once. With one event of ours there is no doubt. see: kernel/events/core.c perf_prepare_sample()
  #eventOf(id: number): number | undefined {
    const { ids, layouts } = this.#options;
    return ids === undefined || layouts.length === 1 ? 0 : ids.get(id);
  }

  #append(reader: ByteReader, event: number, misc: number): void {
    const { tgid, tid, cpu, period, chainAt, chainLength, ip } = this.#row;
    const fields = { at: this.#row.at, cpu, tgid, tid, event, period };
    if (chainLength > 0) reader.copyWords(chainAt, this.#order.addSample(fields, chainLength));
    else this.#order.addSample(fields, 2).set([contextOfMode[misc & miscBit.cpuModeMask] ?? 0n, ip]);
    const layout = this.#options.layouts[event];
    if (layout !== undefined && (layout.sampleType & sampleBit.stackUser) !== 0) {
      this.#order.attachStack(this.#stackCopy(reader, layout));
    }
  }

  // Only the registers that our unwinder knows: a 32-bit program or another machine's mask gives no copy.
  #stackCopy(reader: ByteReader, layout: EventLayout): UserStackCopy | null {
    const { registerAbi, registersAt, stackAt, stackLength } = this.#row;
    if (registerAbi !== registerAbi64 || layout.registersUser !== x86UserRegisters.mask) return null;
    const registers = new BigUint64Array(x86UserRegisters.count);
    reader.copyWords(registersAt, registers);
    return { registers, bytes: reader.bytes.slice(stackAt, stackAt + stackLength) };
  }
}
