// Finds why a host or a process is slow: observes, judges, advises.
export { tool } from './tool.ts';
export { diagnose } from './diagnose.ts';
export type { Outcome } from './diagnose.ts';
export type { Question, Subject } from './question.ts';
export type { Instruments } from './instruments.ts';
