import type { Culprit, Site, Verdict } from '@ai-perf/core-model';
import { formatRatio } from '@ai-perf/core-units';
import type { Ratio } from '@ai-perf/core-units';

const kinds: Readonly<Record<Culprit['kind'], string>> = {
  process: 'process',
  'process-set': 'processes',
  'thread-set': 'threads of process',
  cgroup: 'cgroup',
  mount: 'mount',
  device: 'device',
  listener: 'listener',
  'firewall-rule': 'firewall rule',
  host: 'the whole host',
};

/** Who did it, in words: `process 42 (worker)`. Not escaped. */
export function culpritText(culprit: Culprit | null): string {
  if (culprit === null) return 'nobody';
  const { kind, tgid, tgids, comm, cgroup, path } = culprit;
  const numbers = kind === 'process-set' && tgids !== undefined ? tgids.join(', ') : (tgid ?? tgids?.join(', ') ?? '');
  const name = comm === undefined ? '' : `(${comm})`;
  return [kinds[kind], numbers, name, cgroup ?? '', path ?? ''].filter((part) => part !== '').join(' ');
}

/** Where in the program, in words: `take_lock in service, 78.0 % of the samples`. Not escaped. */
export function siteText(site: Site | null): string {
  if (site === null) return 'not known';
  const where = site.function === undefined ? [] : [site.function];
  const module = site.module === undefined ? [] : [`in ${site.module.slice(site.module.lastIndexOf('/') + 1)}`];
  const path = site.path === undefined ? [] : [where.length === 0 ? site.path : `at ${site.path}`];
  const text = [...where, ...module, ...path].join(' ') || 'not known';
  return site.share === undefined ? text : `${text}, ${formatRatio(site.share as Ratio)} of the samples`;
}

export type Mood = 'fault' | 'calm' | 'unsure';

const moods: Readonly<Record<string, readonly [Mood, string]>> = {
  healthy: ['calm', 'Healthy'],
  busy: ['calm', 'Busy, not faulty'],
  undecided: ['unsure', 'Cannot tell'],
};

/** How the verdict sounds, and the word for it. */
export function moodOf({ mechanism, resource }: Verdict): { readonly mood: Mood; readonly word: string } {
  const known = resource === 'none' || resource === 'undecided' ? moods[mechanism] : undefined;
  return known === undefined ? { mood: 'fault', word: 'Fault found' } : { mood: known[0], word: known[1] };
}
