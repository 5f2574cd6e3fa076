import { completeLines, decimal } from '@ai-perf/core-kernel-text';
import { mapResult } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readText } from './reading.ts';

/** The group of a process in one hierarchy. see: cgroups(7), /proc/PID/cgroup */
export interface Membership {
  /** 0: version 2. */
  readonly hierarchy: number;
  readonly controllers: readonly string[];
  /** From the root of the reader's cgroup namespace; begins with `/..` where it lies outside. */
  readonly path: string;
}

/** `hierarchy:controllers:path` lines. A path may hold colons, but no newline: cgroup_mkdir() refuses one. */
export function parseMembership(text: string): Membership[] {
  return completeLines(text).flatMap((line) => {
    const [, hierarchy = '', controllers = '', path = ''] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? [];
    const number = decimal(hierarchy);
    if (number === null) return [];
    return [{ hierarchy: number, controllers: controllers.split(',').filter((name) => name !== ''), path }];
  });
}

/** The group that a controller puts the process in: of version 1 where that has the controller, else of version 2. */
export function pathIn(memberships: readonly Membership[], controller: string): string | null {
  const own = memberships.find(({ controllers }) => controllers.includes(controller));
  return (own ?? memberships.find(({ hierarchy }) => hierarchy === 0))?.path ?? null;
}

export const readMembership = (tgid: number, procRoot = '/proc'): Result<Membership[]> =>
  mapResult(readText(`${procRoot}/${tgid}/cgroup`), parseMembership);
