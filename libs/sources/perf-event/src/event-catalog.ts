import type { WeightUnit } from '@ai-perf/core-model';

/** PERF_TYPE_*. see: include/uapi/linux/perf_event.h */
export const eventType = { hardware: 0, software: 1, tracepoint: 2, hardwareCache: 3, raw: 4 } as const;

/** An event as the kernel numbers it. */
export interface EventCode {
  readonly type: number;
  readonly config: bigint;
  readonly weightUnit: WeightUnit;
}

const clock = (config: bigint): EventCode => ({ type: eventType.software, config, weightUnit: 'nanoseconds' });
const software = (config: bigint): EventCode => ({ type: eventType.software, config, weightUnit: 'events' });
const hardware = (config: bigint): EventCode => ({ type: eventType.hardware, config, weightUnit: 'events' });

/** PERF_COUNT_SW_* and PERF_COUNT_HW_* under the names and aliases of perf-list(1). */
const plain: Readonly<Record<string, EventCode>> = {
  'cpu-clock': clock(0n),
  'task-clock': clock(1n),
  'page-faults': software(2n),
  faults: software(2n),
  'context-switches': software(3n),
  cs: software(3n),
  'cpu-migrations': software(4n),
  migrations: software(4n),
  'minor-faults': software(5n),
  'major-faults': software(6n),
  'alignment-faults': software(7n),
  'emulation-faults': software(8n),
  cycles: hardware(0n),
  'cpu-cycles': hardware(0n),
  instructions: hardware(1n),
  'cache-references': hardware(2n),
  'cache-misses': hardware(3n),
  branches: hardware(4n),
  'branch-instructions': hardware(4n),
  'branch-misses': hardware(5n),
  'bus-cycles': hardware(6n),
  'stalled-cycles-frontend': hardware(7n),
  'stalled-cycles-backend': hardware(8n),
  'ref-cycles': hardware(9n),
};

const caches = ['L1-dcache', 'L1-icache', 'LLC', 'dTLB', 'iTLB', 'branch', 'node'];
const accesses: Readonly<Record<string, readonly [operation: bigint, result: bigint]>> = {
  loads: [0n, 0n],
  'load-misses': [0n, 1n],
  stores: [1n, 0n],
  'store-misses': [1n, 1n],
  prefetches: [2n, 0n],
  'prefetch-misses': [2n, 1n],
};

/** Names that `eventCode` knows, without aliases of caches, raw codes and tracepoints. */
export const plainEventNames: readonly string[] = Object.keys(plain);

/** Code of an event that is no tracepoint: `cpu-clock`, `LLC-load-misses`, `r01c2`; null for an unknown name. */
export function eventCode(name: string): EventCode | null {
  return (Object.hasOwn(plain, name) ? plain[name] : undefined) ?? rawCode(name) ?? cacheCode(name);
}

function rawCode(name: string): EventCode | null {
  const found = /^r([0-9a-fA-F]{1,16})$/.exec(name);
  return found === null ? null : { type: eventType.raw, config: BigInt(`0x${found[1]}`), weightUnit: 'events' };
}

// id | operation << 8 | result << 16. see: perf_event_open(2), PERF_TYPE_HW_CACHE
function cacheCode(name: string): EventCode | null {
  const cache = caches.findIndex((known) => name.startsWith(`${known}-`));
  const access = name.slice((caches[cache]?.length ?? 0) + 1);
  if (cache < 0 || !Object.hasOwn(accesses, access)) return null;
  const [operation, result] = accesses[access] as readonly [bigint, bigint];
  const config = BigInt(cache) | (operation << 8n) | (result << 16n);
  return { type: eventType.hardwareCache, config, weightUnit: 'events' };
}
