// strace from scratch: the system calls and signals of a program, as text, counts or JSON.
export { tool } from './tool.ts';
export type { StraceOutput } from './tool.ts';
