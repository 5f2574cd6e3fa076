import { evaluate, register, registerCount, rule } from '@ai-perf/analysis-dwarf';
import type { ExpressionContext, Row } from '@ai-perf/analysis-dwarf';
import { fpOf, spOf } from './registers.ts';
import type { Registers } from './registers.ts';
import type { StackMemory } from './stack-memory.ts';

/** What a step is made of: the frame's registers and the copied stack, and where the caller's registers are put. */
export interface Frames {
  readonly registers: Registers;
  readonly memory: StackMemory;
  readonly caller: Registers;
}

/** Registers of the caller by a row of call frame information. The return address is NaN where it cannot be had. */
export function callerByRow(row: Row, frames: Frames): void {
  const cfa = cfaOf(row, frames);
  for (let number = 0; number < registerCount; number += 1) {
    frames.caller[number] = restore(row, number, frames, cfa);
  }
  // The stack pointer of the caller is the CFA by definition. see: x86-64 psABI, DWARF 5 6.4
  if (row.rules[register.rsp] === rule.unspecified) frames.caller[register.rsp] = cfa;
}

function cfaOf(row: Row, frames: Frames): number {
  if (row.cfaExpression === null) return (frames.registers[row.cfaRegister] ?? NaN) + row.cfaOffset;
  return toNumber(evaluate(row.cfaExpression, contextOf(frames), null));
}

function restore(row: Row, number: number, frames: Frames, cfa: number): number {
  const { registers, memory } = frames;
  const value = row.values[number] ?? 0;
  switch (row.rules[number]) {
    case rule.offset:
      return memory.word(cfa + value);
    case rule.valueOffset:
      return cfa + value;
    case rule.register:
      return registers[value] ?? NaN;
    case rule.expression:
      return memory.word(byExpression(row, number, frames, cfa));
    case rule.valueExpression:
      return byExpression(row, number, frames, cfa);
    default:
      return keeps(row, number) ? (registers[number] ?? NaN) : NaN;
  }
}

/** Without a rule a register keeps its value, but the pc never does. */
function keeps({ rules }: Row, number: number): boolean {
  return rules[number] !== rule.undefined && number !== register.returnAddress;
}

function byExpression(row: Row, number: number, frames: Frames, cfa: number): number {
  const code = row.expressions[number];
  if (code === null || code === undefined || Number.isNaN(cfa)) return NaN;
  return toNumber(evaluate(code, contextOf(frames), BigInt(cfa)));
}

const toNumber = (value: bigint | null): number => (value === null || value >= 2n ** 53n ? NaN : Number(value));

function contextOf({ registers, memory }: Frames): ExpressionContext {
  return {
    register: (number) => {
      const value = registers[number] ?? NaN;
      return Number.isNaN(value) ? null : BigInt(value);
    },
    memory: (address, bytes) => memory.value(address, bytes),
  };
}

/** By the frame pointer: `push %rbp; mov %rsp,%rbp` put the caller's and the return address there. False: not so. */
export function callerByFramePointer({ registers, memory, caller }: Frames): boolean {
  const fp = fpOf(registers);
  if (!(fp >= spOf(registers)) || fp % 8 !== 0 || !memory.holds(fp, 16)) return false;
  caller.fill(NaN);
  caller[register.rbp] = memory.word(fp);
  caller[register.rsp] = fp + 16;
  caller[register.returnAddress] = memory.word(fp + 8);
  return true;
}
