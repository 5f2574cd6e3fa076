import { register, rule, stackPointerRow } from '@ai-perf/analysis-dwarf';
import type { Row } from '@ai-perf/analysis-dwarf';
import { expect, test } from 'vitest';
import { unwindUserStack } from './index.ts';
import type { CodeAt, UnwoundStack } from './index.ts';

const sp = 0x7ffc_0000_1000;
const root = stackPointerRow(0);
root.rules[register.returnAddress] = rule.undefined;

interface Scene {
  /** Words of the stack, from its pointer upwards. */
  readonly stack: readonly number[];
  readonly pc?: number;
  readonly fp?: number;
  readonly code: Readonly<Record<number, CodeAt>>;
}

/** Code is known by its page: 0x1000, 0x2000 ... */
function walk({ stack, pc = 0x1010, fp = 0, code }: Scene): UnwoundStack {
  // see: arch/x86/include/uapi/asm/perf_regs.h: BP is 6, SP 7, IP 8
  const registers = new BigUint64Array(20);
  registers[6] = BigInt(fp);
  registers[7] = BigInt(sp);
  registers[8] = BigInt(pc);
  const bytes = new Uint8Array(BigUint64Array.from(stack, BigInt).buffer);
  return unwindUserStack({ registers, bytes }, (address) => code[address - (address % 0x1000)] ?? 'unmapped');
}

const pcsOf = ({ frames }: UnwoundStack): number[] => frames.map(({ pc }) => pc);

test('rows lead from frame to frame to the function that nothing called', () => {
  const found = walk({
    stack: [7, 0x2020, 7, 7, 0x3030],
    code: { 0x1000: stackPointerRow(8), 0x2000: stackPointerRow(16), 0x3000: root },
  });
  expect([pcsOf(found), found.end]).toEqual([[0x1010, 0x2020, 0x3030], 'root']);
});

test('a call that is the last instruction of a function is looked up in that function', () => {
  const found = walk({ stack: [0x2000, 0x3030], code: { 0x1000: stackPointerRow(0), 0x3000: root } });
  expect([pcsOf(found), found.end]).toEqual([[0x1010, 0x2000, 0x3030], 'root']);
});

test('code without a row is left by its frame pointer', () => {
  const found = walk({
    stack: [7, 7, sp + 32, 0x2020, 0, 0x3030],
    fp: sp + 16,
    code: { 0x1000: 'without-row', 0x2000: 'without-row', 0x3000: root },
  });
  expect([pcsOf(found), found.end]).toEqual([[0x1010, 0x2020, 0x3030], 'root']);
});

test('a return address of zero is a root', () => {
  expect(walk({ stack: [0], code: { 0x1000: stackPointerRow(0) } }).end).toBe('root');
});

test('a frame beyond the copied bytes ends the walk as cut', () => {
  const found = walk({ stack: [0x2020, 7], code: { 0x1000: stackPointerRow(0), 0x2000: stackPointerRow(64) } });
  expect([pcsOf(found), found.end]).toEqual([[0x1010, 0x2020], 'stack-cut']);
});

test('a return address that is no code is not taken for a caller', () => {
  const found = walk({ stack: [0x9999], code: { 0x1000: stackPointerRow(0) } });
  expect([pcsOf(found), found.end]).toEqual([[0x1010], 'unmapped']);
});

test('code without a row and without a frame pointer ends the walk', () => {
  expect(walk({ stack: [1, 2], code: { 0x1000: 'without-row' } }).end).toBe('no-rule');
  expect(walk({ stack: [1, 2], fp: sp + 4, code: { 0x1000: 'without-row' } }).end).toBe('no-rule');
});

test('a frame that does not lead towards the root ends the walk', () => {
  const still: Row = { ...stackPointerRow(0), cfaOffset: 0 };
  still.values[register.returnAddress] = 0;
  expect(walk({ stack: [0x1010], code: { 0x1000: still } }).end).toBe('no-progress');
});

test('a chain of frames without end is cut after a thousand', () => {
  const found = walk({ stack: new Array<number>(5000).fill(0x1010), code: { 0x1000: stackPointerRow(0) } });
  expect([found.frames.length, found.end]).toEqual([1025, 'too-deep']);
});

test('what a signal interrupted is at its instruction, and its stack may lie anywhere', () => {
  const signal: Row = { ...stackPointerRow(0), signalFrame: true };
  signal.rules[register.rsp] = rule.offset;
  signal.values[register.rsp] = 0;
  const found = walk({
    stack: [0x2020, 0x3000, sp + 24, 0x4040],
    code: { 0x1000: stackPointerRow(0), 0x2000: signal, 0x3000: stackPointerRow(0), 0x4000: root },
  });
  expect(found.frames).toEqual([
    { pc: 0x1010, at: 'ip' },
    { pc: 0x2020, at: 'return-address' },
    { pc: 0x3000, at: 'ip' },
    { pc: 0x4040, at: 'return-address' },
  ]);
  expect(found.end).toBe('root');
});

test('registers that hold no address do not disturb', () => {
  const registers = new BigUint64Array(20).fill(2n ** 64n - 1n);
  expect(unwindUserStack({ registers, bytes: new Uint8Array(8) }, () => stackPointerRow(0)).end).toBe('unreadable');
});
