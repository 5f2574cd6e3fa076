import type { FrameProgram } from './frame-program.ts';
import { rule } from './row.ts';

type Instruction = (machine: FrameProgram) => void;

const advance =
  (read: (machine: FrameProgram) => number): Instruction =>
  (machine) =>
    machine.moveTo(machine.location + read(machine) * machine.codeAlign);

const setLocation: Instruction = (machine) => {
  const address = machine.readAddress();
  if (address === null) machine.fail();
  else machine.moveTo(address);
};

/** `register, operand`: a rule whose value is the operand times the data alignment. */
const factored =
  (kind: number, read: (machine: FrameProgram) => number): Instruction =>
  (machine) =>
    machine.set(machine.cursor.uleb(), kind, read(machine) * machine.dataAlign);

const plain =
  (kind: number): Instruction =>
  (machine) =>
    machine.set(machine.cursor.uleb(), kind);

const expression =
  (kind: number): Instruction =>
  (machine) =>
    machine.set(machine.cursor.uleb(), kind, 0, machine.cursor.block(machine.cursor.uleb()));

const unsigned = ({ cursor }: FrameProgram): number => cursor.uleb();
const signed = ({ cursor }: FrameProgram): number => cursor.sleb();

function defineCfa({ row }: FrameProgram, register: number, offset: number): void {
  row.cfaRegister = register;
  row.cfaOffset = offset;
  row.cfaExpression = null;
}

/** By opcode. see: DWARF 5, table 7.29; the GNU ones: binutils include/dwarf2.def DW_CFA_GNU_* */
export const instructions: Readonly<Record<number, Instruction>> = {
  0x00: () => undefined,
  0x01: setLocation,
  0x02: advance(({ cursor }) => cursor.u8()),
  0x03: advance(({ cursor }) => cursor.u16()),
  0x04: advance(({ cursor }) => cursor.u32()),
  0x05: factored(rule.offset, unsigned),
  0x06: (machine) => machine.restore(machine.cursor.uleb()),
  0x07: plain(rule.undefined),
  0x08: plain(rule.sameValue),
  0x09: (machine) => machine.set(machine.cursor.uleb(), rule.register, machine.cursor.uleb()),
  0x0a: (machine) => machine.remember(),
  0x0b: (machine) => machine.recall(),
  0x0c: (machine) => defineCfa(machine, machine.cursor.uleb(), machine.cursor.uleb()),
  0x0d: (machine) => defineCfa(machine, machine.cursor.uleb(), machine.row.cfaOffset),
  0x0e: (machine) => defineCfa(machine, machine.row.cfaRegister, machine.cursor.uleb()),
  0x0f: ({ row, cursor }) => {
    row.cfaRegister = -1;
    row.cfaExpression = cursor.block(cursor.uleb());
  },
  0x10: expression(rule.expression),
  0x11: factored(rule.offset, signed),
  0x12: (machine) => defineCfa(machine, machine.cursor.uleb(), machine.cursor.sleb() * machine.dataAlign),
  0x13: (machine) => defineCfa(machine, machine.row.cfaRegister, machine.cursor.sleb() * machine.dataAlign),
  0x14: factored(rule.valueOffset, unsigned),
  0x15: factored(rule.valueOffset, signed),
  0x16: expression(rule.valueExpression),
  0x2e: ({ cursor }) => void cursor.uleb(),
  0x2f: factored(rule.offset, (machine) => -machine.cursor.uleb()),
};
