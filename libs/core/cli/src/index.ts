// The tool contract, and what is made from it: command line, help, JSON schema, exit codes.
export * from './tool.ts';
export * from './io.ts';
export * from './exit.ts';
export { runTool } from './run.ts';
export { optionFlags, toolSchemas } from './options.ts';
export type { OptionMeta } from './options.ts';
export { printProblem } from './problem-text.ts';
