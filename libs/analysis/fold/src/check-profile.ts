import { profileSchema } from '@ai-perf/core-model';
import type { Profile } from '@ai-perf/core-model';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';

/** A profile from outside, judged: the schema first, then that every row number points into its table. */
export function checkProfile(value: unknown): Result<Profile> {
  const parsed = profileSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err(notAProfile(`${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'unknown'}`));
  }
  const profile = parsed.data as unknown as Profile;
  const flaw = flawOf(profile);
  return flaw === null ? ok(profile) : err(notAProfile(flaw));
}

const notAProfile = (why: string): Problem =>
  usageProblem('not-a-profile', {
    what: 'this is not a profile that can be read',
    why,
    fix: 'record it again: ai-perf record -o profile.json -- COMMAND',
  });

function flawOf(profile: Profile): string | null {
  return unevenTable(profile) ?? strayNumber(profile) ?? disorderedStack(profile);
}

function unevenTable({ modules, frames, stacks, samples }: Profile): string | null {
  for (const [name, table] of Object.entries({ modules, frames, stacks, samples })) {
    const lengths = Object.values<readonly unknown[]>({ ...table }).map((column) => column.length);
    if (new Set(lengths).size > 1) return `the columns of ${name} are not equally long`;
  }
  return null;
}

function strayNumber({ strings, modules, frames, stacks, samples }: Profile): string | null {
  const columns: readonly (readonly [name: string, ids: readonly (number | null)[], table: readonly unknown[]])[] = [
    ['modules.path', modules.path, strings],
    ['frames.function', frames.function, strings],
    ['frames.module', frames.module, modules.path],
    ['frames.file', frames.file, strings],
    ['stacks.frame', stacks.frame, frames.function],
    ['samples.comm', samples.comm, strings],
    ['samples.stack', samples.stack, stacks.frame],
  ];
  for (const [name, ids, table] of columns) {
    const row = ids.findIndex((id) => id !== null && id >= table.length);
    if (row !== -1) return `${name}[${row}] is ${ids[row]}, but its table has ${table.length} rows`;
  }
  return null;
}

// A parent that comes later could close a ring, and walking up would never end.
function disorderedStack({ stacks }: Profile): string | null {
  const row = stacks.parent.findIndex((parent, id) => parent >= id);
  return row === -1 ? null : `stacks.parent[${row}] is ${stacks.parent[row]}: a parent comes before its children`;
}
