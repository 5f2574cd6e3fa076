import type { Culprit } from '@ai-perf/core-model';
import type { Observation } from '../observation.ts';

/** The processes that a culprit stands for. */
export function membersOf({ host }: Observation, culprit: Culprit): ReadonlySet<number> {
  const { cgroup } = culprit;
  if (cgroup === undefined) return new Set(culprit.tgids ?? (culprit.tgid === undefined ? [] : [culprit.tgid]));
  return new Set(host.processes.filter((process) => isInside(process.cgroup, cgroup)).map((process) => process.tgid));
}

/** Whether a cgroup is another one or lies below it. */
const isInside = (path: string | null, folder: string): boolean =>
  path !== null && (path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`));
