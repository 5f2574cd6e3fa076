import { branchSampleBit, readFormatBit, sampleBit, x86UserRegisters } from './abi.ts';
import type { ByteReader } from './byte-reader.ts';

/** What of a `perf_event_attr` decides how its records lie. */
export interface EventLayout {
  readonly sampleType: number;
  readonly readFormat: number;
  readonly branchSampleType: number;
  readonly registersUser: bigint;
  /** `attr.sample_id_all`: records that are no samples end in a trailer with thread, time and id. */
  readonly sampleIdAll: boolean;
}

/** Where the parts of one sample lie; one is made and used for all. */
export interface SampleRow {
  ip: bigint;
  tgid: number;
  tid: number;
  at: number;
  id: number;
  cpu: number;
  period: number;
  chainAt: number;
  chainLength: number;
  registerAbi: number;
  registersAt: number;
  stackAt: number;
  stackLength: number;
}

export interface Origin {
  readonly high: number;
  readonly low: number;
}

type Step = (reader: ByteReader, row: SampleRow, layout: EventLayout, origin: Origin) => void;

const readIdentity: Step = (reader, row) => void (row.id = reader.u64AsNumber());

// In the order in which perf_output_sample() writes them. see: kernel/events/core.c
const steps: readonly (readonly [bit: number, step: Step])[] = [
  [sampleBit.identifier, readIdentity],
  [sampleBit.ip, (reader, row) => void (row.ip = reader.u64())],
  [sampleBit.tid, readThread],
  [sampleBit.time, (reader, row, _, origin) => void (row.at = reader.u64Since(origin.high, origin.low))],
  [sampleBit.address, (reader) => void reader.take(8)],
  [sampleBit.id, readIdentity],
  [sampleBit.streamId, (reader) => void reader.take(8)],
  [sampleBit.cpu, readCpu],
  [sampleBit.period, (reader, row) => void (row.period = reader.u64AsNumber())],
  [sampleBit.read, skipRead],
  [sampleBit.callChain, readChain],
  // 4 bytes of size and the payload, together a multiple of 8.
  [sampleBit.raw, (reader) => void reader.take(reader.u32())],
  [sampleBit.branchStack, skipBranches],
  [sampleBit.registersUser, readRegisters],
  [sampleBit.stackUser, readStack],
];

/** The steps that read a sample of this layout, so that no bit is tested per sample. */
export const sampleSteps = (layout: EventLayout): readonly Step[] =>
  steps.filter(([bit]) => (layout.sampleType & bit) !== 0).map(([, step]) => step);

const { tid, time, id, streamId, cpu, identifier } = sampleBit;
const trailerBits = [tid, time, id, streamId, cpu, identifier];

/** Bytes of the trailer of records that are no samples. see: perf_event_header__init_id() */
export function trailerSize(layout: EventLayout): number {
  if (!layout.sampleIdAll) return 0;
  return trailerBits.filter((bit) => (layout.sampleType & bit) !== 0).length * 8;
}

/** Offset of the time in the trailer, or null when there is none. */
export function trailerTimeOffset(layout: EventLayout): number | null {
  if (!layout.sampleIdAll || (layout.sampleType & sampleBit.time) === 0) return null;
  return (layout.sampleType & sampleBit.tid) === 0 ? 0 : 8;
}

function readThread(reader: ByteReader, row: SampleRow): void {
  row.tgid = reader.u32() | 0;
  row.tid = reader.u32() | 0;
}

function readCpu(reader: ByteReader, row: SampleRow): void {
  row.cpu = reader.u32() | 0;
  reader.take(4);
}

function readChain(reader: ByteReader, row: SampleRow): void {
  row.chainLength = reader.u64AsNumber();
  row.chainAt = reader.take(row.chainLength * 8);
}

// see: perf_output_read_one(), perf_output_read_group()
function skipRead(reader: ByteReader, _: SampleRow, { readFormat }: EventLayout): void {
  const has = (bit: number): number => ((readFormat & bit) === 0 ? 0 : 1);
  const times = has(readFormatBit.timeEnabled) + has(readFormatBit.timeRunning);
  const perValue = 1 + has(readFormatBit.id) + has(readFormatBit.lost);
  const values = has(readFormatBit.group) === 1 ? reader.u64AsNumber() : 1;
  reader.take((times + values * perValue) * 8);
}

// see: struct perf_branch_stack
function skipBranches(reader: ByteReader, _: SampleRow, { branchSampleType }: EventLayout): void {
  const count = reader.u64AsNumber();
  if ((branchSampleType & branchSampleBit.hardwareIndex) !== 0) reader.take(8);
  reader.take(count * ((branchSampleType & branchSampleBit.counters) === 0 ? 24 : 32));
}

function readRegisters(reader: ByteReader, row: SampleRow, { registersUser }: EventLayout): void {
  row.registerAbi = reader.u64AsNumber();
  if (row.registerAbi !== 0) row.registersAt = reader.take(countBits(registersUser) * 8);
}

function readStack(reader: ByteReader, row: SampleRow): void {
  const size = reader.u64AsNumber();
  row.stackAt = reader.take(size);
  // The kernel copies what it can and says how much of `size` that is.
  row.stackLength = size === 0 ? 0 : Math.min(size, reader.u64AsNumber());
}

function countBits(mask: bigint): number {
  if (mask === x86UserRegisters.mask) return x86UserRegisters.count;
  let count = 0;
  for (let rest = mask; rest > 0n; rest >>= 1n) count += Number(rest & 1n);
  return count;
}
