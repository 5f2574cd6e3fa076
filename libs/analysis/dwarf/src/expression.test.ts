import { expect, test } from 'vitest';
import { evaluate } from './index.ts';
import type { ExpressionContext } from './index.ts';

const context: ExpressionContext = {
  register: (number) => (number === 7 ? 0x1000n : number === 16 ? 0x40_102bn : null),
  memory: (address, bytes) => (address === 0x1008n ? BigInt.asUintN(bytes * 8, 0xfeed_face_cafe_beefn) : null),
};
const run = (code: readonly number[], initial: bigint | null = null): bigint | null =>
  evaluate(Uint8Array.from(code), context, initial);

test('the CFA of a PLT stub depends on how far into the stub the pc is', () => {
  // rsp + 8 + ((rip & 15) >= 11) * 8, as ld writes it. see: binutils bfd/elfxx-x86.c elf_x86_64_eh_frame_lazy_plt
  const plt = [0x77, 8, 0x80, 0, 0x3f, 0x1a, 0x3b, 0x2a, 0x33, 0x24, 0x22];
  expect(run(plt)).toBe(0x1000n + 8n + 8n);
});

test('memory is read as wide as it is asked for', () => {
  expect(run([0x77, 8, 0x06])).toBe(0xfeed_face_cafe_beefn);
  expect(run([0x77, 8, 0x94, 2])).toBe(0xbeefn);
  expect(run([0x77, 16, 0x06])).toBeNull();
});

test('the stack operations keep their order', () => {
  expect(run([0x31, 0x32, 0x16, 0x1c])).toBe(1n);
  expect(run([0x35, 0x32, 0x14, 0x1c, 0x1e])).toBe(BigInt.asUintN(64, 5n * -3n));
  // rot lifts the third from the top; the top goes to the third place.
  expect(run([0x31, 0x32, 0x33, 0x17, 0x1c])).toBe(BigInt.asUintN(64, 1n - 2n) + 0n);
});

test('comparisons and right shifts know signs', () => {
  const minusOne = [0x09, 0xff];
  expect(run([...minusOne, 0x31, 0x2d])).toBe(1n);
  expect(run([...minusOne, 0x34, 0x26])).toBe(2n ** 64n - 1n);
  expect(run([...minusOne, 0x34, 0x25])).toBe(2n ** 60n - 1n);
});

test('the CFA lies on the stack first', () => {
  expect(run([0x38, 0x1c], 0x2000n)).toBe(0x1ff8n);
});

test.for([
  ['an operation that is not known', [0xe0]],
  ['an empty stack', [0x22]],
  ['a register that is not known', [0x70, 0]],
  ['a division by zero', [0x31, 0x30, 0x1b]],
  ['an operand that is cut off', [0x0e, 1, 2]],
  ['a loop without end', [0x2f, 0xfd, 0xff]],
  ['a stack that grows without end', [0x31, 0x2f, 0xfc, 0xff]],
  ['a jump out of the expression', [0x2f, 0x00, 0x70]],
] as const)('%s gives nothing', ([, code]) => {
  expect(run(code)).toBeNull();
});
