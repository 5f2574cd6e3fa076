import { completeLines, decimal, fieldsOf, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count } from '@ai-perf/core-units';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** Interrupts since boot summed over the CPUs, by the names of /proc/interrupts (`LOC`, `TLB`, `24`). */
export function parseInterrupts(text: string): Result<Readonly<Record<string, Count>>> {
  const [head = '', ...lines] = completeLines(text);
  const cpus = fieldsOf(head).filter((field) => /^CPU\d+$/.test(field)).length;
  if (cpus === 0) return err(malformed('/proc/interrupts', 'its first line names no CPU'));
  return ok(Object.fromEntries(lines.flatMap((line) => rowOf(line, cpus))));
}

// ERR and MIS have one number for all CPUs; a name follows the numbers.
function rowOf(line: string, cpus: number): [string, Count][] {
  const [name = '', ...fields] = fieldsOf(line);
  const numbers = fields.slice(0, cpus).map(decimal);
  const end = numbers.indexOf(null);
  const counts = (end === -1 ? numbers : numbers.slice(0, end)) as number[];
  if (!name.endsWith(':') || counts.length === 0) return [];
  return [[name.slice(0, -1), counts.reduce((sum, count) => sum + count, 0) as Count]];
}

export const readInterrupts = (root: ProcRoot = '/proc'): Result<Readonly<Record<string, Count>>> =>
  readHostFile(`${root}/interrupts`, parseInterrupts);
