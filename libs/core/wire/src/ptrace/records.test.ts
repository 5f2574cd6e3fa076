import { expect, test } from 'vitest';
import { fetchKind, planWords, traceKind } from './abi.ts';
import { readTraceRecords } from './records.ts';
import type { TraceRecord } from './records.ts';

interface Asked {
  readonly kind: number;
  readonly flags?: number;
  readonly extra?: number;
  readonly body?: readonly bigint[];
  readonly tail?: Uint8Array;
}

/** One record as src/record-stream.h of the addon lays it. */
function record({ kind, flags = 0, extra = 0, body = [], tail = new Uint8Array(0) }: Asked): Uint8Array {
  const bytes = new Uint8Array(32 + body.length * 8 + tail.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, true);
  view.setUint16(4, kind, true);
  view.setUint16(6, flags, true);
  view.setInt32(8, 42, true);
  view.setInt32(12, extra, true);
  view.setBigUint64(16, 1_000n, true);
  view.setBigUint64(24, 7n, true);
  body.forEach((word, index) => view.setBigInt64(32 + index * 8, word, true));
  bytes.set(tail, 32 + body.length * 8);
  return bytes;
}

const chunk = (size: number, payload: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(8 + Math.ceil(payload.length / 8) * 8);
  new DataView(bytes.buffer).setUint32(0, size, true);
  bytes.set([fetchKind.string, 1, 0, 0, ...payload], 4);
  return bytes;
};

const all = (batch: Uint8Array): readonly TraceRecord[] => [...readTraceRecords(batch)];

const concat = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

test('an entry holds its number, six arguments, the instruction and its chunks', () => {
  const tail = concat(chunk(3, [97, 98, 0]), chunk(0xffffffff, []));
  const body = [257n, -100n, 2n, 3n, 4n, 5n, 6n, 9n];
  const [entry] = all(record({ kind: traceKind.entry, body, tail }));
  expect(entry).toMatchObject({ kind: 'entry', tid: 42, at: 1000, cpuTime: 7, number: 257, instruction: 9 });
  expect(entry).toMatchObject({ args: [-100, 2, 3, 4, 5, 6], foreign: false });
  expect(entry).toMatchObject({
    chunks: [
      { kind: fetchKind.string, argument: 1, index: 0, bytes: Uint8Array.of(97, 98, 0) },
      { bytes: null },
    ],
  });
});

test('a register that a number cannot hold exactly is a bigint', () => {
  const [exit] = all(record({ kind: traceKind.exit, flags: 1, body: [-(2n ** 62n) - 1n, 9n] }));
  expect(exit).toMatchObject({ kind: 'exit', result: -(2n ** 62n) - 1n, failed: true, injected: false, number: 9 });
});

test('records follow each other, and the value of a task record is signed', () => {
  const killed = record({ kind: traceKind.killed, extra: 9, flags: 1 });
  const both = concat(record({ kind: traceKind.exited, extra: 3 }), killed);
  expect(all(both)).toMatchObject([
    { kind: 'exited', value: 3 },
    { kind: 'killed', value: 9, flags: 1 },
  ]);
});

test.each([
  ['one that is longer than its batch', record({ kind: traceKind.exited }).subarray(0, 31)],
  ['one of an unknown kind', record({ kind: 99 })],
])('%s throws', (_, bytes) => {
  expect(() => all(bytes)).toThrow('a trace record');
});

test('an operation of the plan is seven words, and a failed call may be asked for too', () => {
  const op = { kind: fetchKind.bytes, argument: 1, size: 16, length: 0, cap: 0 };
  expect([...planWords([[35, { ...op, atExit: true, evenFailed: true }]])]).toEqual([35, 2, 0, 1, 16, 0, 0]);
  expect([...planWords([[35, { ...op, atExit: false }]])]).toEqual([35, 0, 0, 1, 16, 0, 0]);
});
