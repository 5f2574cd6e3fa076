import type { Pressure, PressureLine } from '@ai-perf/core-model';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Nanoseconds, Ratio } from '@ai-perf/core-units';
import { malformed } from './problems.ts';
import { completeLines } from './lines.ts';

// see: Documentation/accounting/psi.rst
const pattern = /^(some|full) avg10=(\d+\.\d+) avg60=(\d+\.\d+) avg300=(\d+\.\d+) total=(\d{1,20})$/;

/** One pressure file, of the host or of a cgroup. Percent become ratios, microseconds nanoseconds. */
export function parsePressure(text: string): Result<Pressure> {
  const lines = new Map(completeLines(text).flatMap(rowOf));
  const some = lines.get('some');
  if (some === undefined) return err(malformed('a pressure file', 'it has no complete line "some"'));
  return ok({ some, full: lines.get('full') ?? null });
}

function rowOf(line: string): [string, PressureLine][] {
  const [, kind, avg10, avg60, avg300, total] = pattern.exec(line) ?? [];
  if (kind === undefined) return [];
  const share = (percent: string | undefined): Ratio => (Number(percent) / 100) as Ratio;
  const stalled = (Number(total) * 1000) as Nanoseconds;
  return [[kind, { avg10: share(avg10), avg60: share(avg60), avg300: share(avg300), total: stalled }]];
}
