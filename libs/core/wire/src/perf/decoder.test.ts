import type { RawBatch } from '@ai-perf/core-model';
import type { Nanoseconds } from '@ai-perf/core-units';
import { expect, test } from 'vitest';
import { chainContext, readFormatBit, recordType, sampleBit, x86UserRegisters } from './abi.ts';
import { RecordDecoder } from './decoder.ts';
import type { EventLayout } from './layout.ts';

const end = Infinity as Nanoseconds;
const { ip, tid, time, cpu, period, callChain, identifier, read, raw, registersUser, stackUser } = sampleBit;
const usual = identifier | ip | tid | time | cpu | period | callChain;

const layoutOf = (sampleType: number, more: Partial<EventLayout> = {}): EventLayout => ({
  sampleType,
  readFormat: 0,
  branchSampleType: 0,
  registersUser: 0n,
  sampleIdAll: true,
  ...more,
});

type Field = number | bigint | string | Uint8Array;

/** Writes one record: numbers are 32 bits wide, bigints 64, text is padded with NUL to a multiple of 8. */
function record(type: number, misc: number, fields: readonly Field[], littleEndian = true): Uint8Array {
  const body = fields.map((field) => bytesOf(field, littleEndian));
  const size = 8 + body.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, littleEndian);
  view.setUint16(4, misc, littleEndian);
  view.setUint16(6, size, littleEndian);
  let at = 8;
  for (const part of body) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function bytesOf(field: Field, littleEndian: boolean): Uint8Array {
  if (field instanceof Uint8Array) return field;
  if (typeof field === 'string') return padded(new TextEncoder().encode(`${field}\0`));
  const bytes = new Uint8Array(typeof field === 'number' ? 4 : 8);
  const view = new DataView(bytes.buffer);
  if (typeof field === 'number') view.setUint32(0, field, littleEndian);
  else view.setBigUint64(0, BigInt.asUintN(64, field), littleEndian);
  return bytes;
}

function padded(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(text.length / 8) * 8);
  bytes.set(text);
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** tid 21 of tgid 20 on CPU 3, 5 ns a period. */
const sample = (at: bigint, chain: readonly bigint[], id = 77n): Uint8Array =>
  record(recordType.sample, 2, [id, 0x401000n, 20, 21, at, 3, 0, 5n, BigInt(chain.length), ...chain]);
/** The trailer of TID TIME CPU IDENTIFIER. */
const trailer = (at: bigint, id = 77n): (number | bigint)[] => [20, 21, at, 3, 0, id];

function decode(bytes: Uint8Array, layout = layoutOf(usual), origin = 0n): { batch: RawBatch; decoder: RecordDecoder } {
  const decoder = new RecordDecoder({ layouts: [layout], origin });
  decoder.push(bytes);
  return { decoder, batch: decoder.takeBefore(end) };
}

test('a sample becomes one row of every column', () => {
  const chain = [chainContext.kernel, 0xffffffff81000000n, chainContext.user, 0x401000n];
  const { samples } = decode(joined(sample(100n, chain), sample(101n, []))).batch;
  expect(samples.count).toBe(2);
  expect([...samples.at]).toEqual([100, 101]);
  expect([...samples.cpu, ...samples.tgid, ...samples.tid, ...samples.period]).toEqual([3, 3, 20, 20, 21, 21, 5, 5]);
  expect([...samples.chain.subarray(0, 4)]).toEqual(chain);
  expect([...samples.chainEnd]).toEqual([4, 6]);
});

test('a sample without a chain has its instruction pointer under the marker of its mode', () => {
  const bytes = record(recordType.sample, 1, [0xffffffff81000123n, 20, 21]);
  const { samples } = decode(bytes, layoutOf(ip | tid)).batch;
  expect([...samples.chain]).toEqual([chainContext.kernel, 0xffffffff81000123n]);
});

test('time is exact however long the host has been up', () => {
  const origin = 2n ** 60n + 1n;
  expect([...decode(sample(origin + 3n, []), layoutOf(usual), origin).batch.samples.at]).toEqual([3]);
});

test('read values, raw bytes and branches before the registers are stepped over', () => {
  const bits = ip | read | raw | sampleBit.branchStack | registersUser | stackUser;
  const readFormat = readFormatBit.group | readFormatBit.id | readFormatBit.timeEnabled;
  const layout = layoutOf(bits, { readFormat, registersUser: x86UserRegisters.mask });
  const registers = Array.from({ length: 20 }, (_, index) => BigInt(index + 1));
  const group = [2n, 9n, 1n, 2n, 3n, 4n];
  const rawBytes = [12, 1, 2, 3];
  const branches = [1n, 7n, 8n, 9n];
  const stack = [16n, 0x1111n, 0x2222n, 8n];
  const fields = [0x401000n, ...group, ...rawBytes, ...branches, 2n, ...registers, ...stack];
  const bytes = record(recordType.sample, 2, fields);
  const [copy] = decode(bytes, layout).batch.samples.userStacks ?? [];
  expect([...(copy?.registers ?? [])]).toEqual(registers);
  expect([...(copy?.bytes ?? [])]).toEqual([0x11, 0x11, 0, 0, 0, 0, 0, 0]);
});

test('a kernel thread has no registers and so no stack copy', () => {
  const layout = layoutOf(ip | registersUser | stackUser, { registersUser: x86UserRegisters.mask });
  const { samples } = decode(record(recordType.sample, 1, [0x401000n, 0n, 0n]), layout).batch;
  expect(samples.userStacks).toEqual([null]);
});

test('a mapping tells file, device and inode', () => {
  const fields = [20, 20, 0x7f00n, 0x1000n, 0x2000n, 0xfe, 1, 131842n, 0n, 5, 2, '/usr/lib/lib x.so', ...trailer(50n)];
  expect(decode(record(recordType.mmap2, 2, fields)).batch.tasks).toEqual([
    {
      kind: 'mmap',
      at: 50,
      tgid: 20,
      tid: 20,
      start: 0x7f00n,
      length: 0x1000n,
      fileOffset: 0x2000n,
      path: '/usr/lib/lib x.so',
      executable: true,
      device: { major: 0xfe, minor: 1 },
      inode: 131842n,
      buildId: null,
    },
  ]);
});

test('a mapping in its build-id form tells the build id instead of the inode', () => {
  const buildId = new Uint8Array(24).fill(0xab).fill(0, 0, 4);
  buildId[0] = 20;
  const fields = [20, 20, 0x7f00n, 0x1000n, 0n, buildId, 5, 2, '/bin/x', ...trailer(50n)];
  const [task] = decode(record(recordType.mmap2, 2 | (1 << 14), fields)).batch.tasks;
  expect(task).toMatchObject({ buildId: 'ab'.repeat(20), inode: 0n });
});

test('an anonymous mapping has no path, and the old MMAP record says by a bit what is data', () => {
  const fields = [20, 20, 0x7f00n, 0x1000n, 0n, '//anon', ...trailer(50n)];
  expect(decode(record(recordType.mmap, 2, fields)).batch.tasks[0]).toMatchObject({ path: '', executable: true });
  expect(decode(record(recordType.mmap, 2 | (1 << 13), fields)).batch.tasks[0]).toMatchObject({ executable: false });
});

test('comm, fork and exit keep who is whose parent', () => {
  const bytes = joined(
    record(recordType.comm, 1 << 13, [20, 21, ') R 1\n', ...trailer(1n)]),
    record(recordType.fork, 0, [30, 20, 31, 21, 2n, ...trailer(2n)]),
    record(recordType.exit, 0, [30, 20, 31, 21, 3n, ...trailer(3n)]),
  );
  expect(decode(bytes).batch.tasks).toEqual([
    { kind: 'comm', at: 1, tgid: 20, tid: 21, comm: ') R 1\n', exec: true },
    { kind: 'fork', at: 2, tgid: 30, tid: 31, parentTgid: 20, parentTid: 21 },
    { kind: 'exit', at: 3, tgid: 30, tid: 31, parentTgid: 20, parentTid: 21 },
  ]);
});

test('losses of both records are added up, throttles counted, unthrottles not', () => {
  const bytes = joined(
    record(recordType.lost, 0, [77n, 40n, ...trailer(1n)]),
    record(recordType.lostSamples, 0, [2n, ...trailer(2n)]),
    record(recordType.throttle, 0, [3n, 77n, 77n, ...trailer(3n)]),
    record(recordType.unthrottle, 0, [4n, 77n, 77n, ...trailer(4n)]),
  );
  const { batch, decoder } = decode(bytes);
  expect([batch.lost, batch.throttled]).toEqual([42, 1]);
  expect(decoder.takeBefore(end).lost).toBe(0);
});

test('what came before the origin is no sample and no loss, but its task events still count', () => {
  const loss = record(recordType.lost, 0, [77n, 40n, ...trailer(99n)]);
  const bytes = joined(sample(99n, []), loss, record(recordType.comm, 0, [20, 21, 'a', ...trailer(99n)]));
  const { batch, decoder } = decode(bytes, layoutOf(usual), 100n);
  expect([batch.samples.count, batch.lost, decoder.counts.early]).toEqual([0, 0, 1]);
  expect(batch.tasks).toMatchObject([{ kind: 'comm', at: 0 }]);
});

test('rows of several rings are merged in time order, and what is beyond the limit waits', () => {
  const decoder = new RecordDecoder({ layouts: [layoutOf(usual)], origin: 0n });
  decoder.push(joined(sample(10n, [1n]), sample(30n, [3n])));
  decoder.push(joined(sample(20n, [2n, 2n]), sample(40n, [4n])));
  const first = decoder.takeBefore(30 as Nanoseconds).samples;
  expect([[...first.at], [...first.chain], [...first.chainEnd]]).toEqual([[10, 20], [1n, 2n, 2n], [1, 3]]);
  expect([...decoder.takeBefore(end).samples.at]).toEqual([30, 40]);
});

test('a row that comes too late is moved up, counted, and never lost', () => {
  const decoder = new RecordDecoder({ layouts: [layoutOf(usual)], origin: 0n });
  decoder.takeBefore(50 as Nanoseconds);
  decoder.push(sample(49n, []));
  expect([...decoder.takeBefore(end).samples.at]).toEqual([50]);
  expect(decoder.counts.late).toBe(1);
});

test('with a single event a sample is its own, also under the id of another session', () => {
  const decoder = new RecordDecoder({ layouts: [layoutOf(usual)], origin: 0n, ids: new Map([[77, 0]]) });
  decoder.push(joined(sample(1n, [], 77n), sample(2n, [], 4711n)));
  expect([...decoder.takeBefore(end).samples.event]).toEqual([0, 0]);
  expect(decoder.counts.unknownId).toBe(0);
});

test('the id of a sample tells its event, and an id of nobody is counted', () => {
  const layouts = [layoutOf(usual), layoutOf(identifier | ip)];
  const decoder = new RecordDecoder({ layouts, origin: 0n, ids: new Map([[77, 0], [78, 1]]) });
  decoder.push(joined(sample(1n, [], 77n), record(recordType.sample, 2, [78n, 0x99n]), sample(2n, [], 79n)));
  const { samples } = decoder.takeBefore(end);
  expect([...samples.event]).toEqual([1, 0]);
  expect(decoder.counts.unknownId).toBe(1);
});

test('big-endian records read the same', () => {
  const fields = [77n, 0x401000n, 20, 21, 100n, 3, 0, 5n, 2n, 0x1122334455667788n, 2n];
  const decoder = new RecordDecoder({ layouts: [layoutOf(usual)], origin: 0n, littleEndian: false });
  decoder.push(record(recordType.sample, 2, fields, false));
  const { samples } = decoder.takeBefore(end);
  expect([samples.at[0], samples.tid[0], ...samples.chain]).toEqual([100, 21, 0x1122334455667788n, 2n]);
});

test('columns grow past their first size without losing a row', () => {
  const decoder = new RecordDecoder({ layouts: [layoutOf(usual)], origin: 0n });
  for (let at = 0; at < 1000; at += 1) decoder.push(sample(BigInt(at), [BigInt(at), 7n, 8n]));
  const { samples } = decoder.takeBefore(end);
  expect(samples.count).toBe(1000);
  expect(samples.chain[3 * 999]).toBe(999n);
  expect(samples.chainEnd[999]).toBe(3000);
});

test('a record cut at any byte is left for later, and no byte of it is used', () => {
  const whole = joined(sample(1n, [1n, 2n]), record(recordType.comm, 0, [20, 21, 'name', ...trailer(2n)]));
  const first = sample(1n, [1n, 2n]).length;
  for (let length = 0; length < whole.length; length += 1) {
    const decoder = new RecordDecoder({ layouts: [layoutOf(usual)], origin: 0n });
    expect(decoder.push(whole.subarray(0, length))).toBe(length < first ? 0 : first);
    expect(decoder.counts.malformed).toBe(0);
  }
});

test('a record whose chain claims more than it holds is malformed, and the next one is still read', () => {
  const lying = record(recordType.sample, 2, [77n, 0x401000n, 20, 21, 9n, 3, 0, 5n, 2n ** 61n, 1n]);
  const { batch, decoder } = decode(joined(lying, sample(10n, [1n])));
  expect([...batch.samples.at]).toEqual([10]);
  expect(decoder.counts.malformed).toBe(1);
});

test('a record of size zero ends the reading instead of looping', () => {
  const { decoder } = decode(joined(sample(1n, []), new Uint8Array(64)));
  expect(decoder.counts.malformed).toBe(1);
});

test('unknown records are passed over in silence', () => {
  const { batch, decoder } = decode(joined(record(99, 0, [1n, ...trailer(1n)]), sample(2n, [])));
  expect([batch.samples.count, decoder.counts.malformed]).toEqual([1, 0]);
});
