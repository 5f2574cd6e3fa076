import { decimal, malformed } from '@ai-perf/core-kernel-text';
import { err, mapResult, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** A setting by its sysctl(8) name: `kernel.perf_event_paranoid`. Throws TypeError for what is no such name. */
export function readSysctl(name: string, root: ProcRoot = '/proc'): Result<string> {
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(name)) throw new TypeError(`not a sysctl name: ${name}`);
  const path = `${root}/sys/${name.replaceAll('.', '/')}`;
  return mapResult(readHostFile(path, ok), (text) => text.trim());
}

export function readSysctlNumber(name: string, root: ProcRoot = '/proc'): Result<number> {
  const text = readSysctl(name, root);
  if (!text.ok) return text;
  const value = decimal(text.value);
  return value === null ? err(malformed(`sysctl ${name}`, 'it is not one whole number')) : ok(value);
}
