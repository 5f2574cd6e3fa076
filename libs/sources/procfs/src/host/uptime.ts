import { completeLines, fraction, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Seconds } from '@ai-perf/core-units';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** Seconds since boot, suspend included. see: proc_uptime(5) */
export function parseUptime(text: string): Result<Seconds> {
  const uptime = fraction((completeLines(text)[0] ?? '').split(' ')[0] ?? '');
  return uptime === null ? err(malformed('/proc/uptime', 'it does not begin with seconds')) : ok(uptime as Seconds);
}

export const readUptime = (root: ProcRoot = '/proc'): Result<Seconds> => readHostFile(`${root}/uptime`, parseUptime);
