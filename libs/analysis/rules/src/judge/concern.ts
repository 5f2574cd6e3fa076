import type { Culprit, Mechanism, Resource } from '@ai-perf/core-model';
import type { Observation } from '../observation.ts';
import { thresholds } from '../thresholds.ts';
import { membersOf } from './members.ts';

interface Accused {
  readonly resource: Resource;
  readonly mechanism: Mechanism;
  readonly culprit: Culprit;
}

/** `inside`: of what is asked about. `outside`: what others do to it. `none`: no matter of the question. */
export type Concern = 'inside' | 'outside' | 'none';

/**
 * Whether an accusation belongs to the question. Of a host everything does. Of one process: what it and its children
 * do, what holds their cgroup back, and others only where they take the CPU that it waits for.
 */
export function concernOf(observation: Observation, { resource, culprit }: Accused): Concern {
  const { scope } = observation;
  if (scope.kind === 'system') return 'inside';
  const members = membersOf(observation, culprit);
  if ([...members].some((tgid) => scope.tree.has(tgid))) return 'inside';
  const takesItsCpu = resource === 'cpu' && culprit.cgroup === undefined && waitsForCpu(observation, scope.tree);
  return takesItsCpu ? 'outside' : 'none';
}

function waitsForCpu({ host }: Observation, tree: ReadonlySet<number>): boolean {
  const waiting = host.processes
    .filter(({ tgid }) => tree.has(tgid))
    .reduce((sum, { runDelay }) => sum + (runDelay ?? 0), 0);
  return waiting >= thresholds.host.hurtful;
}
