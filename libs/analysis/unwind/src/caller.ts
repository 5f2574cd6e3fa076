import { evaluate, register, registerCount, rule } from '@ai-perf/analysis-dwarf';
import type { ExpressionContext, Row } from '@ai-perf/analysis-dwarf';
import { fpOf, spOf, unknownRegisters } from './registers.ts';
import type { Registers } from './registers.ts';
import type { StackMemory } from './stack-memory.ts';

/** Registers of the caller by a row of call frame information. The return address is NaN where it cannot be had. */
export function callerByRow(row: Row, registers: Registers, memory: StackMemory): Registers {
  const context = contextOf(registers, memory);
  const cfa = cfaOf(row, registers, context);
  const caller = unknownRegisters();
  for (let number = 0; number < registerCount; number += 1) {
    caller[number] = restore({ row, registers, memory, context, cfa }, number);
  }
  // The stack pointer of the caller is the CFA by definition. see: x86-64 psABI, DWARF 5 6.4
  if (row.rules[register.rsp] === rule.unspecified) caller[register.rsp] = cfa;
  return caller;
}

export function cfaOf(row: Row, registers: Registers, context: ExpressionContext): number {
  if (row.cfaExpression === null) return (registers[row.cfaRegister] ?? NaN) + row.cfaOffset;
  return toNumber(evaluate(row.cfaExpression, context, null));
}

interface Step {
  readonly row: Row;
  readonly registers: Registers;
  readonly memory: StackMemory;
  readonly context: ExpressionContext;
  readonly cfa: number;
}

function restore({ row, registers, memory, context, cfa }: Step, number: number): number {
  const value = row.values[number] ?? 0;
  switch (row.rules[number]) {
    case rule.offset:
      return memory.word(cfa + value);
    case rule.valueOffset:
      return cfa + value;
    case rule.register:
      return registers[value] ?? NaN;
    case rule.expression:
      return memory.word(byExpression(row, number, context, cfa));
    case rule.valueExpression:
      return byExpression(row, number, context, cfa);
    default:
      return keeps(row, number) ? (registers[number] ?? NaN) : NaN;
  }
}

/** Without a rule a register keeps its value, but the pc never does. */
function keeps({ rules }: Row, number: number): boolean {
  return rules[number] !== rule.undefined && number !== register.returnAddress;
}

function byExpression(row: Row, number: number, context: ExpressionContext, cfa: number): number {
  const code = row.expressions[number];
  if (code === null || code === undefined || Number.isNaN(cfa)) return NaN;
  return toNumber(evaluate(code, context, BigInt(cfa)));
}

const toNumber = (value: bigint | null): number => (value === null || value >= 2n ** 53n ? NaN : Number(value));

function contextOf(registers: Registers, memory: StackMemory): ExpressionContext {
  return {
    register: (number) => {
      const value = registers[number] ?? NaN;
      return Number.isNaN(value) ? null : BigInt(value);
    },
    memory: (address, bytes) => memory.value(address, bytes),
  };
}

/** By the frame pointer: `push %rbp; mov %rsp,%rbp` laid the caller's frame pointer and the return address there. */
export function callerByFramePointer(registers: Registers, memory: StackMemory): Registers | null {
  const fp = fpOf(registers);
  if (!(fp >= spOf(registers)) || fp % 8 !== 0 || !memory.holds(fp, 16)) return null;
  const caller = unknownRegisters();
  caller[register.rbp] = memory.word(fp);
  caller[register.rsp] = fp + 16;
  caller[register.returnAddress] = memory.word(fp + 8);
  return caller;
}
