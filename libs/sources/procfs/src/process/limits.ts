import { completeLines, decimal, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readTaskRecord } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** Null: unlimited. In the unit of the resource: `bytes`, `files`, `seconds`, `processes` ... */
export interface ResourceLimit {
  readonly soft: number | null;
  readonly hard: number | null;
  readonly unit: string | null;
}

// "%-25s %-20s %-20s %-10s": columns by width, since a name holds spaces. see: fs/proc/base.c proc_pid_limits()
const row = /^(.{25}) (.{20}) (.{20}) (.*)$/;

/** /proc/PID/limits by its own names (`Max open files`). see: proc_pid_limits(5) */
export function parseLimits(text: string): Result<Readonly<Record<string, ResourceLimit>>> {
  const rows = completeLines(text).slice(1).flatMap(limitOf);
  if (rows.length === 0) return err(malformed('/proc/PID/limits', 'it has no complete row'));
  return ok(Object.fromEntries(rows));
}

function limitOf(line: string): [string, ResourceLimit][] {
  const [, name = '', soft = '', hard = '', unit = ''] = (row.exec(line) ?? []).map((cell) => cell.trim());
  const known = [soft, hard].every((value) => value === 'unlimited' || decimal(value) !== null);
  if (name === '' || !known) return [];
  return [[name, { soft: decimal(soft), hard: decimal(hard), unit: unit === '' ? null : unit }]];
}

export const readLimits = (tgid: number, root: ProcRoot = '/proc'): Result<Readonly<Record<string, ResourceLimit>>> =>
  readTaskRecord(`${root}/${tgid}/limits`, parseLimits);
