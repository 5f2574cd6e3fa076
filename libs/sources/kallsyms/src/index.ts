// Reads the kernel's own symbol list.
export { readKernelSymbols } from './kallsyms.ts';
