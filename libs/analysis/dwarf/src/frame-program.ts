import { Cursor } from './cursor.ts';
import type { FrameSection, FunctionEntry, Program } from './frame-entries.ts';
import { instructions } from './frame-instructions.ts';
import { readPointer } from './pointer.ts';
import { copyRow, emptyRow, registerCount, rule } from './row.ts';
import type { Row } from './row.ts';

// Compilers nest two or three; a hostile program would fill memory.
const maxRemembered = 64;

type RowSink = (location: number, row: Row) => void;

/** The machine that call frame instructions are written for. see: DWARF 5, 6.4.2 "Call Frame Instructions" */
export class FrameProgram {
  row: Row;
  location: number;
  cursor: Cursor;
  readonly codeAlign: number;
  readonly dataAlign: number;
  readonly #section: FrameSection;
  readonly #entry: FunctionEntry;
  readonly #passed: RowSink;
  #initial: Row;
  #target = Infinity;
  #state: 'running' | 'reached' | 'bad' = 'running';
  readonly #remembered: Row[] = [];

  /** `passed` is told of every row that the program leaves behind. */
  constructor(section: FrameSection, entry: FunctionEntry, passed: RowSink = () => undefined) {
    this.#section = section;
    this.#entry = entry;
    this.#passed = passed;
    this.codeAlign = entry.common.codeAlign;
    this.dataAlign = entry.common.dataAlign;
    this.location = entry.start;
    this.row = emptyRow(entry.common.signalFrame);
    this.#initial = this.row;
    this.cursor = this.#cursorOf(entry.common.program);
  }

  /** Runs until the row that holds at `target`; false where an instruction is not known or cut short. */
  run(target: number): boolean {
    this.#target = target;
    this.#execute(this.#entry.common.program);
    this.#initial = copyRow(this.row);
    this.#execute(this.#entry.program);
    return this.#state !== 'bad';
  }

  moveTo(location: number): void {
    if (location > this.#target) {
      this.#state = 'reached';
      return;
    }
    if (location !== this.location) this.#passed(this.location, this.row);
    this.location = location;
  }

  readAddress(): number | null {
    return readPointer(this.cursor, this.#entry.common.pointerEncoding, { section: this.#section.address, data: 0 });
  }

  /** Registers beyond those that unwinding needs (vectors, flags) are read and passed over. */
  set(register: number, kind: number, value = 0, expression: Uint8Array | null = null): void {
    if (register >= registerCount) return;
    this.row.rules[register] = kind;
    this.row.values[register] = value;
    this.row.expressions[register] = expression;
  }

  restore(register: number): void {
    const { rules, values, expressions } = this.#initial;
    this.set(register, rules[register] ?? rule.unspecified, values[register], expressions[register]);
  }

  remember(): void {
    if (this.#remembered.length >= maxRemembered) this.fail();
    else this.#remembered.push(copyRow(this.row));
  }

  recall(): void {
    const row = this.#remembered.pop();
    if (row === undefined) this.fail();
    else this.row = row;
  }

  fail(): void {
    this.#state = 'bad';
  }

  #execute(program: Program): void {
    this.cursor = this.#cursorOf(program);
    while (this.#state === 'running' && !this.cursor.done) this.#step();
    if (this.cursor.failed) this.fail();
  }

  /** The top two bits name the three commonest instructions, which carry an operand in the other six. */
  #step(): void {
    const code = this.cursor.u8();
    const operand = code & 0x3f;
    switch (code >> 6) {
      case 0:
        (instructions[operand] ?? unknown)(this);
        break;
      case 1:
        this.moveTo(this.location + operand * this.codeAlign);
        break;
      case 2:
        this.set(operand, rule.offset, this.cursor.uleb() * this.dataAlign);
        break;
      default:
        this.restore(operand);
    }
  }

  #cursorOf({ from, to }: Program): Cursor {
    return new Cursor(this.#section.bytes, from, to);
  }
}

const unknown = (machine: FrameProgram): void => machine.fail();

/** The row that holds at an address of a function; null where its instructions cannot be read. */
export function rowAt(section: FrameSection, entry: FunctionEntry, address: number): Row | null {
  const machine = new FrameProgram(section, entry);
  return machine.run(address) ? machine.row : null;
}

export interface LocatedRow {
  readonly location: number;
  readonly row: Row;
}

/** Every row of a function, in the order of their addresses; null where its instructions cannot be read. */
export function rowsOf(section: FrameSection, entry: FunctionEntry): LocatedRow[] | null {
  const rows: LocatedRow[] = [];
  const machine = new FrameProgram(section, entry, (location, row) => rows.push({ location, row: copyRow(row) }));
  if (!machine.run(Infinity)) return null;
  rows.push({ location: machine.location, row: machine.row });
  return rows;
}
