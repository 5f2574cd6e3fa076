import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Profile } from '@ai-perf/core-model';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { fileProblem, writeFileAtomically } from '@ai-perf/sources-files';

/** Writes each profile as JSON, compressed when the name ends in `.gz`; gives the names in the same order. */
export async function writeProfiles(path: string, profiles: readonly Profile[]): Promise<Result<readonly string[]>> {
  const names = profiles.map(({ event }) => (profiles.length === 1 ? path : nameForEvent(path, event)));
  for (const [row, profile] of profiles.entries()) {
    const name = names[row] ?? path;
    const text = JSON.stringify(profile);
    const written = await writeFileAtomically(name, name.endsWith('.gz') ? gzipSync(text) : text);
    if (!written.ok) return written;
  }
  return ok(names);
}

/** A folder that cannot be written to is better found before the measurement than after it. */
export function checkWritable(path: string): Result<void> {
  const folder = dirname(path);
  try {
    accessSync(existsSync(path) ? path : folder, constants.W_OK);
    return ok(undefined);
  } catch (thrown) {
    return err(fileProblem('file-not-writable', 'cannot write', path, thrown));
  }
}

/** `out.json.gz` of `sched:sched_switch` -> `out.sched_sched_switch.json.gz`. */
export function nameForEvent(path: string, event: string): string {
  const [, stem = path, ending = ''] = /^(.*?)((?:\.json)?(?:\.gz)?)$/.exec(path) ?? [];
  return `${stem}.${event.replace(/[^\w-]/g, '_')}${ending}`;
}
