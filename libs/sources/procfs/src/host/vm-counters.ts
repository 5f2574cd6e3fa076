import { malformed, parseCountTable } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count } from '@ai-perf/core-units';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** /proc/vmstat by its own names; which exist depends on the kernel. see: mm/vmstat.c vmstat_text */
export function parseVmCounters(text: string): Result<Readonly<Record<string, Count>>> {
  const table = parseCountTable(text);
  return Object.keys(table).length === 0 ? err(malformed('/proc/vmstat', 'it has no complete line')) : ok(table);
}

export const readVmCounters = (root: ProcRoot = '/proc'): Result<Readonly<Record<string, Count>>> =>
  readHostFile(`${root}/vmstat`, parseVmCounters);
