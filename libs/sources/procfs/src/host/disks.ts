import { completeLines, decimal, fieldsOf, malformed } from '@ai-perf/core-kernel-text';
import type { DiskCounters } from '@ai-perf/core-model';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Bytes, Count, Nanoseconds } from '@ai-perf/core-units';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** Always 512 here, whatever the device's own block size. see: Documentation/block/stat.rst */
const sectorSize = 512;

/** /proc/diskstats. see: Documentation/admin-guide/iostats.rst; times are milliseconds there. */
export function parseDisks(text: string): Result<DiskCounters[]> {
  const lines = completeLines(text);
  const disks = lines.flatMap((line) => {
    const disk = diskOf(fieldsOf(line));
    return disk === null ? [] : [disk];
  });
  return disks.length === 0 && lines.length > 0
    ? err(malformed('/proc/diskstats', 'no line has the 14 fields of a device'))
    : ok(disks);
}

function diskOf(fields: readonly string[]): DiskCounters | null {
  const numbers = fields.slice(3).map(decimal);
  const name = fields[2];
  // Partitions had 4 fields until 2.6.25.
  if (name === undefined || numbers.length < 11 || numbers.slice(0, 11).includes(null)) return null;
  const at = (column: number): number => numbers[column] ?? 0;
  const time = (column: number): Nanoseconds => (at(column) * 1e6) as Nanoseconds;
  return {
    name,
    reads: at(0) as Count,
    read: (at(2) * sectorSize) as Bytes,
    readTime: time(3),
    writes: at(4) as Count,
    written: (at(6) * sectorSize) as Bytes,
    writeTime: time(7),
    inFlight: at(8) as Count,
    ioTime: time(9),
    weightedIoTime: time(10),
    ...flushesOf(numbers),
  };
}

// Fields 12 to 15 (discards) came in 4.18, 16 and 17 (flushes) in 5.5.
function flushesOf(numbers: readonly (number | null)[]): Pick<DiskCounters, 'flushes' | 'flushTime'> {
  const [count, milliseconds] = [numbers[15] ?? null, numbers[16] ?? null];
  if (count === null || milliseconds === null) return { flushes: null, flushTime: null };
  return { flushes: count as Count, flushTime: (milliseconds * 1e6) as Nanoseconds };
}

export const readDisks = (root: ProcRoot = '/proc'): Result<DiskCounters[]> =>
  readHostFile(`${root}/diskstats`, parseDisks);
