// Decoding of what the kernel writes, from bytes or text to columns and rows.
export { parseMaps } from './maps.ts';
export type { Mapping, ParsedMaps } from './maps.ts';
export { RecordDecoder } from './perf/decoder.ts';
export type { DecoderCounts, DecoderOptions } from './perf/decoder.ts';
export type { EventLayout } from './perf/layout.ts';
export { chainContext, readFormatBit, recordType, sampleBit, x86UserRegisters } from './perf/abi.ts';
