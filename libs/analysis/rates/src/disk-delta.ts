import type { DiskCounters } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { BytesPerSecond, Count, Nanoseconds, PerSecond, Quantity, Ratio, Seconds } from '@ai-perf/core-units';
import {
  bytesPerSecond, increaseOfDiskTime, increaseSinceBoot, perSecond, secondsPerSecond, whereBoth,
} from './counter.ts';

/** One block device of /proc/diskstats in the window. see: Documentation/admin-guide/iostats.rst */
export interface DiskDelta {
  readonly name: string;
  readonly reads: PerSecond;
  readonly writes: PerSecond;
  readonly read: BytesPerSecond;
  readonly written: BytesPerSecond;
  /** Null before Linux 5.5. */
  readonly flushes: PerSecond | null;
  /** Part of the window with a request in flight. 1 is not saturation on a device that works in parallel. */
  readonly utilisation: Ratio;
  /** Mean requests in flight. */
  readonly queue: number;
  /** Mean time of a request finished in the window, queueing included; null without one. */
  readonly readAwait: Nanoseconds | null;
  readonly writeAwait: Nanoseconds | null;
  readonly flushAwait: Nanoseconds | null;
  readonly inFlight: Count;
}

/** The devices of the second snapshot. One that was not there before started from zero. */
export function diskDeltas(
  before: readonly DiskCounters[],
  after: readonly DiskCounters[],
  window: Seconds,
): DiskDelta[] {
  const first = new Map(before.map((disk) => [disk.name, disk]));
  return after.map((disk) => diskDelta(first.get(disk.name) ?? untouched(disk), disk, window));
}

function diskDelta(before: DiskCounters, after: DiskCounters, window: Seconds): DiskDelta {
  const grown = (field: 'reads' | 'writes' | 'read' | 'written'): number =>
    increaseSinceBoot(before[field], after[field]);
  const spent = (field: 'readTime' | 'writeTime' | 'ioTime' | 'weightedIoTime'): Nanoseconds =>
    increaseOfDiskTime(before[field], after[field]);
  const flushes = whereBoth(before.flushes, after.flushes, increaseSinceBoot);
  const flushTime = whereBoth(before.flushTime, after.flushTime, increaseOfDiskTime);
  return {
    name: after.name,
    reads: perSecond(grown('reads'), window),
    writes: perSecond(grown('writes'), window),
    read: bytesPerSecond(grown('read'), window),
    written: bytesPerSecond(grown('written'), window),
    flushes: flushes === null ? null : perSecond(flushes, window),
    utilisation: as<Ratio>(Math.min(1, secondsPerSecond(spent('ioTime'), window))),
    queue: secondsPerSecond(spent('weightedIoTime'), window),
    readAwait: meanTime(spent('readTime'), grown('reads')),
    writeAwait: meanTime(spent('writeTime'), grown('writes')),
    flushAwait: flushes === null || flushTime === null ? null : meanTime(flushTime, flushes),
    inFlight: after.inFlight,
  };
}

function meanTime(time: Nanoseconds, requests: number): Nanoseconds | null {
  return requests === 0 ? null : as<Nanoseconds>(time / requests);
}

function untouched(disk: DiskCounters): DiskCounters {
  const none = <Q extends Quantity<string>>(): Q => as<Q>(0);
  return {
    name: disk.name,
    reads: none(), read: none(), readTime: none(),
    writes: none(), written: none(), writeTime: none(),
    inFlight: none(), ioTime: none(), weightedIoTime: none(),
    flushes: disk.flushes === null ? null : none(),
    flushTime: disk.flushTime === null ? null : none(),
  };
}
