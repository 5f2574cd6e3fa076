import type { Count } from '@ai-perf/core-units';
import { decimal } from './decimal.ts';
import { completeLines } from './lines.ts';

/** Files of `name value` lines: /proc/vmstat, cpu.stat, memory.events. Lines that are not such are left out. */
export function parseCountTable(text: string): Readonly<Record<string, Count>> {
  return Object.fromEntries(completeLines(text).flatMap(rowOf));
}

function rowOf(line: string): [string, Count][] {
  const space = line.indexOf(' ');
  const value = space > 0 ? decimal(line.slice(space + 1)) : null;
  return value === null ? [] : [[line.slice(0, space), value as Count]];
}
