import { completeLines, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Kibibytes } from '@ai-perf/core-units';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

const row = /^([^:\s]+):\s+(\d{1,20})(?: kB)?$/;

/** `Name:   123 kB` lines (meminfo, smaps_rollup). Huge-page counts have no unit and stay counts. */
export function parseKibibyteTable(text: string): Readonly<Record<string, Kibibytes>> {
  return Object.fromEntries(
    completeLines(text).flatMap((line) => {
      const [, name, value] = row.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(value) as Kibibytes] as const];
    }),
  );
}

/** /proc/meminfo by its own names. see: proc_meminfo(5) */
export function parseMemory(text: string): Result<Readonly<Record<string, Kibibytes>>> {
  const table = parseKibibyteTable(text);
  return table['MemTotal'] === undefined ? err(malformed('/proc/meminfo', 'it has no MemTotal')) : ok(table);
}

export const readMemory = (root: ProcRoot = '/proc'): Result<Readonly<Record<string, Kibibytes>>> =>
  readHostFile(`${root}/meminfo`, parseMemory);
