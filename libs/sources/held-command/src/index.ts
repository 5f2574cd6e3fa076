// Runs a command that waits before its exec until it is released.
export { holdCommand } from './held-command.ts';
export type { CommandEnd, HeldCommand, HoldOptions } from './held-command.ts';
export { findProgram } from './find-program.ts';
export { isInForeground } from './terminal.ts';
