import { register, registerCount } from '@ai-perf/analysis-dwarf';

/**
 * Values by DWARF number, the pc in the place of the return address. NaN: not known, or too large for an address,
 * which no rule of call frame information asks for.
 */
export type Registers = Float64Array;

// Where each DWARF register stands in a sample.
// see: x86-64 psABI, "DWARF Register Number Mapping"; arch/x86/include/uapi/asm/perf_regs.h
const sampleOrder = [0, 3, 2, 1, 4, 5, 6, 7, 12, 13, 14, 15, 16, 17, 18, 19, 8];

export function registersOf(sampled: BigUint64Array): Registers {
  const registers = newRegisters();
  for (let number = 0; number < registerCount; number += 1) {
    const value = sampled[sampleOrder[number] ?? 0] ?? 0n;
    registers[number] = value < addressLimit ? Number(value) : NaN;
  }
  return registers;
}

const addressLimit = 2n ** 53n;

export const newRegisters = (): Registers => new Float64Array(registerCount);
export const pcOf = (registers: Registers): number => registers[register.returnAddress] ?? NaN;
export const spOf = (registers: Registers): number => registers[register.rsp] ?? NaN;
export const fpOf = (registers: Registers): number => registers[register.rbp] ?? NaN;
