// Decoding of what the kernel writes, from bytes or text to columns and rows.
export { parseMaps } from './maps.ts';
export type { Mapping, ParsedMaps } from './maps.ts';
export { RecordDecoder } from './perf/decoder.ts';
export type { DecoderCounts, DecoderOptions } from './perf/decoder.ts';
export type { EventLayout } from './perf/layout.ts';
export { chainContext, readFormatBit, recordType, sampleBit, x86UserRegisters } from './perf/abi.ts';
export { callNumbers, failedAt, fetchKind, lengthIsResult, planWords } from './ptrace/abi.ts';
export type { FetchOp } from './ptrace/abi.ts';
export { readTraceRecords, readWord } from './ptrace/records.ts';
export type {
  Chunk,
  EntryRecord,
  ExitRecord,
  SignalRecord,
  TaskRecord,
  TraceRecord,
  Word,
} from './ptrace/records.ts';
