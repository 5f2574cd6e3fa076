// Samples stacks of a process, a command or the whole host into a profile.
export type { CallGraph, CommandEnd, Recording, RecordRequest, RecordTarget, SamplingRate } from './request.ts';
