// The command ai-perf: every tool as a verb, and the doctor.
export { main } from './main.ts';
export { toolEntries } from './registry.ts';
export type { ToolEntry } from './registry.ts';
