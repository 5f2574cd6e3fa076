import type { MmapEvent, RawBatch, TaskEvent, UserStackCopy } from '@ai-perf/core-model';
import { as, unixNanoseconds } from '@ai-perf/core-units';
import type { Bytes, Count, Nanoseconds } from '@ai-perf/core-units';
import type { ProfileHeader } from '../src/profile-header.ts';

export const header: ProfileHeader = {
  version: 1,
  startedAt: unixNanoseconds(1_000_000_000_000n),
  clock: 'monotonic',
  event: 'cpu-clock',
  period: 0,
  weightUnit: 'samples',
  host: { hostname: 'here', kernel: '6.1', machine: 'x86_64', cpus: 1, memory: as<Bytes>(0) },
  command: [],
};

export interface TestSample {
  readonly at?: number;
  readonly tgid?: number;
  readonly tid?: number;
  readonly event?: number;
  readonly period?: number;
  readonly chain?: readonly bigint[];
  readonly copy?: UserStackCopy | null;
}

/** Markers of the kernel's call chains. see: include/uapi/linux/perf_event.h enum perf_callchain_context */
export const inKernel = BigInt.asUintN(64, -128n);
export const inUser = BigInt.asUintN(64, -512n);

export function batchOf(samples: readonly TestSample[], tasks: readonly TaskEvent[] = []): RawBatch {
  const number = (field: (sample: TestSample) => number): number[] => samples.map(field);
  let end = 0;
  return {
    samples: {
      count: samples.length,
      at: Float64Array.from(number(({ at }) => at ?? 0)),
      cpu: new Int32Array(samples.length),
      tgid: Int32Array.from(number(({ tgid }) => tgid ?? 7)),
      tid: Int32Array.from(number(({ tid, tgid }) => tid ?? tgid ?? 7)),
      event: Uint16Array.from(number(({ event }) => event ?? 0)),
      period: Float64Array.from(number(({ period }) => period ?? 1)),
      chainEnd: Uint32Array.from(number(({ chain }) => (end += chain?.length ?? 0))),
      chain: BigUint64Array.from(samples.flatMap(({ chain }) => chain ?? [])),
      userStacks: samples.some(({ copy }) => copy !== undefined) ? samples.map(({ copy }) => copy ?? null) : null,
    },
    tasks,
    lost: as<Count>(0),
    throttled: as<Count>(0),
  };
}

/** An executable mapping of process 7, unless told otherwise. */
export function mapped(change: Partial<MmapEvent> = {}): MmapEvent {
  return {
    kind: 'mmap',
    at: as<Nanoseconds>(0),
    tgid: 7,
    tid: 7,
    start: 0x10000n,
    length: 0x4000n,
    fileOffset: 0n,
    path: '/bin/program',
    executable: true,
    device: { major: 8, minor: 1 },
    inode: 42n,
    buildId: null,
    ...change,
  };
}

/** The lines of /proc/PID/maps as events of process 7. */
export function eventsOfMaps(maps: string): MmapEvent[] {
  const line = /^([0-9a-f]+)-([0-9a-f]+) (....) ([0-9a-f]+) ([0-9a-f]+):([0-9a-f]+) (\d+)[ ]*(.*)$/gm;
  return Array.from(maps.matchAll(line), ([, from, to, mode, offset, major, minor, inode, path]) => {
    const start = BigInt(`0x${from}`);
    return mapped({
      start,
      length: BigInt(`0x${to}`) - start,
      fileOffset: BigInt(`0x${offset}`),
      path: path ?? '',
      executable: mode?.[2] === 'x',
      device: { major: parseInt(major ?? '', 16), minor: parseInt(minor ?? '', 16) },
      inode: BigInt(inode ?? 0),
    });
  });
}
