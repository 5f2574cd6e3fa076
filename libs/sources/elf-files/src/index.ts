// Opens the very file that a process has mapped.
export { createElfFiles } from './elf-files.ts';
export type { ElfFiles } from './elf-files.ts';
