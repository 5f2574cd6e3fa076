import { checkProfile, flameTreeOfFolded, flameTreeOfProfile } from '@ai-perf/analysis-fold';
import type { FlameTree } from '@ai-perf/analysis-fold';
import type { Profile } from '@ai-perf/core-model';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Bytes } from '@ai-perf/core-units';
import { readInput } from '@ai-perf/sources-files';
import type { Options } from './options.ts';

/** The stacks, and the profile they came from; null for folded text. */
export interface Loaded {
  readonly tree: FlameTree;
  readonly profile: Profile | null;
}

// The longest string of V8 has 2^29 - 24 characters.
const mostBytes = as<Bytes>(2 ** 29 - 24);

export async function loadInput(options: Options, signal: AbortSignal): Promise<Result<Loaded>> {
  const bytes = await readInput(options.input, { bytes: mostBytes, signal });
  if (!bytes.ok) return bytes;
  return looksLikeProfile(bytes.value) ? loadProfile(bytes.value, options) : loadFolded(bytes.value, options);
}

// A folded line may begin with a brace (`{anonymous};f 3`), but a JSON object goes on with a quote.
const looksLikeProfile = (bytes: Uint8Array): boolean =>
  /^\s*\{\s*["}]/.test(new TextDecoder().decode(bytes.subarray(0, 256)));

function loadProfile(bytes: Uint8Array, options: Options): Result<Loaded> {
  const parsed = parseJson(bytes);
  const profile = parsed.ok ? checkProfile(parsed.value) : parsed;
  if (!profile.ok) return profile;
  const { comm, pid, tid, space } = options;
  const filter = {
    ...(comm.length === 0 ? {} : { comms: comm }),
    ...(pid.length === 0 ? {} : { tgids: pid }),
    ...(tid.length === 0 ? {} : { tids: tid }),
    ...(space === undefined ? {} : { space }),
  };
  const { by, reverse, weigh } = options;
  return ok({
    profile: profile.value,
    tree: flameTreeOfProfile(profile.value, { thread: by, reverse, weigh, filter }),
  });
}

function parseJson(bytes: Uint8Array): Result<unknown> {
  try {
    return ok(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (thrown) {
    return err(
      usageProblem('not-a-profile', {
        what: 'this is not a profile that can be read',
        why: thrown instanceof Error ? thrown.message : 'it is not JSON',
        fix: 'record it again: ai-perf record -o profile.json -- COMMAND',
      }),
    );
  }
}

function loadFolded(bytes: Uint8Array, options: Options): Result<Loaded> {
  const filters = { comm: options.comm, pid: options.pid, tid: options.tid, space: options.space ?? [] };
  const used = Object.entries(filters).find(([, wanted]) => wanted.length > 0);
  if (used !== undefined) return err(noFilter(used[0]));
  const tree = flameTreeOfFolded(bytes, { unit: options.countname, reverse: options.reverse });
  return tree.ok ? ok({ profile: null, tree: tree.value }) : tree;
}

// Folded text has a name at the bottom at best; filtering by guess would lose samples in silence.
const noFilter = (option: string): ReturnType<typeof usageProblem> =>
  usageProblem('no-filter', {
    what: `--${option} cannot be applied`,
    why: 'folded text does not say which process, thread or command a stack belongs to',
    fix: 'filter the lines with grep, or give the recorded profile',
  });
