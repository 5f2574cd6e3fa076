import { Cursor } from './cursor.ts';

/** What an expression may look at. Null where it is not known. */
export interface ExpressionContext {
  register(number: number): bigint | null;
  memory(address: bigint, bytes: number): bigint | null;
}

// Call frame expressions have a dozen operations; a hostile one could branch for ever.
const maxSteps = 4096;
const maxDepth = 256;

/** Value of a DWARF expression, or null. `initial` lies on the stack first: the CFA, for rules of registers. */
export function evaluate(code: Uint8Array, context: ExpressionContext, initial: bigint | null): bigint | null {
  const machine = new ExpressionMachine(code, context, initial);
  return machine.run();
}

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
const signed = (value: bigint): bigint => BigInt.asIntN(64, value);
const flag = (value: boolean): bigint => (value ? 1n : 0n);

class ExpressionMachine {
  readonly cursor: Cursor;
  readonly stack: bigint[];
  readonly context: ExpressionContext;
  #failed = false;

  constructor(code: Uint8Array, context: ExpressionContext, initial: bigint | null) {
    this.cursor = new Cursor(code);
    this.context = context;
    this.stack = initial === null ? [] : [initial];
  }

  run(): bigint | null {
    for (let step = 0; !this.cursor.done && !this.#failed; step += 1) {
      if (step > maxSteps || this.stack.length > maxDepth) return null;
      this.#execute(this.cursor.u8());
    }
    return this.#failed || this.cursor.failed ? null : (this.stack.at(-1) ?? null);
  }

  push(value: bigint | null): void {
    if (value === null) this.fail();
    else this.stack.push(wrap(value));
  }

  pop(): bigint {
    const value = this.stack.pop();
    if (value === undefined) this.fail();
    return value ?? 0n;
  }

  pick(depth: number): void {
    this.push(this.stack.at(-1 - depth) ?? null);
  }

  jump(distance: number): void {
    const to = this.cursor.at + distance;
    if (to < 0 || to > this.cursor.end) this.fail();
    else this.cursor.at = to;
  }

  fail(): void {
    this.#failed = true;
  }

  #execute(code: number): void {
    if (code >= 0x30 && code <= 0x4f) this.push(BigInt(code - 0x30));
    else if (code >= 0x70 && code <= 0x8f) this.#pushRegister(code - 0x70, this.cursor.sleb());
    else if (code === 0x92) this.#pushRegister(this.cursor.uleb(), this.cursor.sleb());
    else (operations[code] ?? unknown)(this);
  }

  #pushRegister(number: number, offset: number): void {
    const value = this.context.register(number);
    this.push(value === null ? null : value + BigInt(offset));
  }
}

type Operation = (machine: ExpressionMachine) => void;

const unknown: Operation = (machine) => machine.fail();

const constant =
  (read: (cursor: Cursor) => number | bigint): Operation =>
  (machine) =>
    machine.push(BigInt(read(machine.cursor)));

const unary =
  (apply: (value: bigint) => bigint): Operation =>
  (machine) =>
    machine.push(apply(machine.pop()));

/** `apply(second, top)`: the order in which they were pushed. */
const binary =
  (apply: (second: bigint, top: bigint) => bigint | null): Operation =>
  (machine) => {
    const top = machine.pop();
    machine.push(apply(machine.pop(), top));
  };

const compare = (holds: (second: bigint, top: bigint) => boolean): Operation =>
  binary((second, top) => flag(holds(signed(second), signed(top))));

const shift = (apply: (value: bigint, by: bigint) => bigint): Operation =>
  binary((value, by) => apply(value, by > 64n ? 64n : by));

const dereference = (machine: ExpressionMachine, bytes: number): void =>
  machine.push(machine.context.memory(machine.pop(), bytes));

function swapTop(machine: ExpressionMachine): void {
  const top = machine.pop();
  const second = machine.pop();
  machine.push(top);
  machine.push(second);
}

function rotate(machine: ExpressionMachine): void {
  const first = machine.pop();
  const second = machine.pop();
  const third = machine.pop();
  for (const value of [first, third, second]) machine.push(value);
}

function branch(machine: ExpressionMachine): void {
  const distance = machine.cursor.i16();
  if (machine.pop() !== 0n) machine.jump(distance);
}

/** By opcode. see: DWARF 5, 2.5.1 "General Operations" and table 7.9 */
const operations: Readonly<Record<number, Operation>> = {
  0x03: constant((cursor) => cursor.u64()),
  0x06: (machine) => dereference(machine, 8),
  0x08: constant((cursor) => cursor.u8()),
  0x09: constant((cursor) => (cursor.u8() << 24) >> 24),
  0x0a: constant((cursor) => cursor.u16()),
  0x0b: constant((cursor) => cursor.i16()),
  0x0c: constant((cursor) => cursor.u32()),
  0x0d: constant((cursor) => cursor.i32()),
  0x0e: constant((cursor) => cursor.u64()),
  0x0f: constant((cursor) => cursor.i64()),
  0x10: constant((cursor) => cursor.uleb()),
  0x11: constant((cursor) => cursor.sleb()),
  0x12: (machine) => machine.pick(0),
  0x13: (machine) => void machine.pop(),
  0x14: (machine) => machine.pick(1),
  0x15: (machine) => machine.pick(machine.cursor.u8()),
  0x16: swapTop,
  0x17: rotate,
  0x19: unary((value) => (signed(value) < 0n ? -signed(value) : value)),
  0x1a: binary((second, top) => second & top),
  0x1b: binary((second, top) => (top === 0n ? null : signed(second) / signed(top))),
  0x1c: binary((second, top) => second - top),
  0x1d: binary((second, top) => (top === 0n ? null : second % top)),
  0x1e: binary((second, top) => second * top),
  0x1f: unary((value) => -value),
  0x20: unary((value) => ~value),
  0x21: binary((second, top) => second | top),
  0x22: binary((second, top) => second + top),
  0x23: (machine) => machine.push(machine.pop() + BigInt(machine.cursor.uleb())),
  0x24: shift((value, by) => value << by),
  0x25: shift((value, by) => value >> by),
  0x26: shift((value, by) => signed(value) >> by),
  0x27: binary((second, top) => second ^ top),
  0x28: branch,
  0x29: compare((second, top) => second === top),
  0x2a: compare((second, top) => second >= top),
  0x2b: compare((second, top) => second > top),
  0x2c: compare((second, top) => second <= top),
  0x2d: compare((second, top) => second < top),
  0x2e: compare((second, top) => second !== top),
  0x2f: (machine) => machine.jump(machine.cursor.i16()),
  0x94: (machine) => dereference(machine, machine.cursor.u8()),
  0x96: () => undefined,
};
