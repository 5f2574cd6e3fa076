// Finds the function of an address in ELF files, kallsyms and perf maps.
export { lowAddressBits } from './hex-number.ts';
export { readElfModule } from './elf-module.ts';
export type { ElfBytes, ElfModule } from './elf-module.ts';
export { parseKernelSymbols } from './kernel-symbols.ts';
export type { KernelFunction, KernelSymbols } from './kernel-symbols.ts';
export { parsePerfMap } from './perf-map.ts';
export { lastAtOrBelow, SymbolTable } from './symbol-table.ts';
