// Decoding of what the kernel writes, from bytes or text to columns and rows.
export { parseMaps } from './maps.ts';
export type { Mapping, ParsedMaps } from './maps.ts';
