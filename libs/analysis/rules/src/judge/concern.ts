import type { Culprit, Mechanism, Resource } from '@ai-perf/core-model';
import type { Observation } from '../observation.ts';
import { thresholds } from '../thresholds.ts';
import { membersOf } from './members.ts';

interface Accused {
  readonly resource: Resource;
  readonly mechanism: Mechanism;
  readonly culprit: Culprit;
}

/**
 * Whether an accusation belongs to the question. Of a host everything does. Of one process: what it and its children
 * do, what holds their cgroup back, and others only where they take the CPU that it waits for.
 */
export function isConcerned(observation: Observation, { resource, culprit }: Accused): boolean {
  const { scope } = observation;
  if (scope.kind === 'system') return true;
  const members = membersOf(observation, culprit);
  if ([...members].some((tgid) => scope.tree.has(tgid))) return true;
  return resource === 'cpu' && culprit.cgroup === undefined && waitsForCpu(observation, scope.tree);
}

function waitsForCpu({ host }: Observation, tree: ReadonlySet<number>): boolean {
  const waiting = host.processes
    .filter(({ tgid }) => tree.has(tgid))
    .reduce((sum, { runDelay }) => sum + (runDelay ?? 0), 0);
  return waiting >= thresholds.host.hurtful;
}
