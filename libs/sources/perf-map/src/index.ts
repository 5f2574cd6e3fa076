// Reads the symbol maps that just-in-time compilers leave in /tmp.
export { createPerfMaps } from './perf-maps.ts';
export type { PerfMaps } from './perf-maps.ts';
