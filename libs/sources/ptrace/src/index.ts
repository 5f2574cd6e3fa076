// Traces the system calls and signals of processes as batches of records.
export { Trace, openTrace } from './open-trace.ts';
export type { AttachTarget, CommandTarget, Injection, TraceRequest } from './request.ts';
