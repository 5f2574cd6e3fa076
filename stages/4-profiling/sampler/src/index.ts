// Samples stacks of a process, a command or the whole host into a profile.
export { tool } from './tool.ts';
export { recordProfile } from './record-profile.ts';
export type { RecordIo } from './record-profile.ts';
export type { CallGraph, CommandEnd, RecordedCommand, Recording } from './request.ts';
export type { RecordRequest, RecordTarget, SamplingRate } from './request.ts';
