import { expect, test } from 'vitest';
import { commonEntries, functionOffsets, readFunction, register, rowAt, rule, UnwindTable } from './index.ts';
import type { FrameSection, Row } from './index.ts';

const base = 0x40_0000;
const uint32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);

/** Length, id and body of an entry, padded with DW_CFA_nop. */
function entry(id: number, body: readonly number[]): number[] {
  const padding = new Array<number>((4 - (body.length % 4)) % 4).fill(0);
  return [...uint32(4 + body.length + padding.length), ...uint32(id), ...body, ...padding];
}

// version 1, "zR", code 1, data -8, return address 16, absolute 4-byte pointers; CFA = rsp+8, RA at CFA-8
const common = [1, 0x7a, 0x52, 0, 1, 0x78, 16, 1, 0x03, 0x0c, 7, 8, 0x90, 1];

function sectionOf(program: readonly number[]): FrameSection {
  const cie = entry(0, common);
  const fde = entry(cie.length + 4, [...uint32(base), ...uint32(0x100), 0, ...program]);
  return { kind: 'eh_frame', address: 0, bytes: Uint8Array.from([...cie, ...fde, 0, 0, 0, 0]) };
}

function rowOf(program: readonly number[], offset: number): Row | null {
  const section = sectionOf(program);
  const [at = -1] = functionOffsets(section);
  const found = readFunction(section, at, commonEntries(section));
  return found === null ? null : rowAt(section, found, base + offset);
}

const cfa = (row: Row | null): string => (row === null ? 'none' : `${row.cfaRegister}+${row.cfaOffset}`);

test('a row holds from its advance on', () => {
  // push %rbp at 1; mov %rsp,%rbp at 4
  const program = [0x41, 0x0e, 16, 0x86, 2, 0x43, 0x0d, 6];
  const shown = [0, 1, 3, 4, 200].map((offset) => cfa(rowOf(program, offset)));
  expect(shown).toEqual(['7+8', '7+16', '7+16', '6+16', '6+16']);
  const row = rowOf(program, 2);
  expect([row?.rules[register.rbp], row?.values[register.rbp]]).toEqual([rule.offset, -16]);
});

test('a remembered state comes back with its CFA', () => {
  const program = [0x41, 0x0e, 32, 0x0a, 0x41, 0x0e, 8, 0x41, 0x0b];
  expect([1, 2, 3].map((offset) => cfa(rowOf(program, offset)))).toEqual(['7+32', '7+8', '7+32']);
});

test('a restored register has the rule of the common entry again', () => {
  const program = [0x41, 0x07, 16, 0x41, 0xd0];
  expect([1, 2].map((offset) => rowOf(program, offset)?.rules[register.returnAddress])).toEqual([
    rule.undefined, rule.offset,
  ]);
});

test('the GNU forms are known', () => {
  const row = rowOf([0x2e, 64, 0x2f, 3, 2], 0);
  expect([row?.rules[register.rbx], row?.values[register.rbx]]).toEqual([rule.offset, 16]);
});

test('registers that unwinding does not need are passed over', () => {
  expect(cfa(rowOf([0x05, 40, 3, 0x07, 0x91, 0x01, 0x0e, 24], 0))).toBe('7+24');
});

test.for([
  ['an instruction that is not known', [0x3d]],
  ['an operand that is cut off', [0x0f, 0x7f]],
  ['a state that was never remembered', [0x0b]],
  ['states without end', new Array<number>(100).fill(0x0a)],
] as const)('%s gives no row', ([, program]) => {
  expect(rowOf(program, 10)).toBeNull();
});

test('addresses outside every function have no row', () => {
  const table = new UnwindTable({ ehFrame: sectionOf([]), ehFrameHeader: null, debugFrame: null });
  expect([base - 1, base + 0x100].map((address) => table.row(address))).toEqual([null, null]);
  expect(cfa(table.row(base + 0xff))).toBe('7+8');
  expect(table.functionStart(base + 0x80)).toBe(base);
});

test('the end of one input file inside the section does not hide the functions behind it', () => {
  const { bytes } = sectionOf([]);
  const cie = entry(0, common);
  const second = entry(bytes.length + cie.length + 4, [...uint32(base + 0x1000), ...uint32(0x10), 0]);
  const joined = Uint8Array.from([...bytes, ...cie, ...second]);
  const table = new UnwindTable({
    ehFrame: { kind: 'eh_frame', address: 0, bytes: joined }, ehFrameHeader: null, debugFrame: null,
  });
  expect(cfa(table.row(base + 0x1008))).toBe('7+8');
});

test('no bytes at all, and changed ones, never throw', () => {
  const { bytes } = sectionOf([0x41, 0x0e, 16, 0x86, 2, 0x43, 0x0d, 6, 0x0a, 0x41, 0x0f, 3, 0x77, 8, 6, 0x0b]);
  let state = 5;
  const random = (below: number): number => (state = (state * 1664525 + 1013904223) >>> 0) % below;
  for (let round = 0; round < 5000; round += 1) {
    const hostile = bytes.slice(0, random(4) === 0 ? random(bytes.length) : bytes.length);
    for (let change = 0; change < 3; change += 1) hostile[random(bytes.length)] = random(256);
    const section = { address: random(2 ** 31), bytes: hostile };
    const ehFrame: FrameSection = { kind: random(2) === 0 ? 'eh_frame' : 'debug_frame', ...section };
    const table = new UnwindTable({ ehFrame, ehFrameHeader: random(2) === 0 ? section : null, debugFrame: null });
    table.row(base + random(0x200));
  }
});
