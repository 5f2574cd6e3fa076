import type { HostSnapshot, Profile } from '@ai-perf/core-model';
import { compareSnapshots } from '@ai-perf/analysis-rates';
import type { HostDelta } from '@ai-perf/analysis-rates';
import { countStacks } from '@ai-perf/analysis-rules';
import type { CloseUp, Observation, PeerLink, Scope } from '@ai-perf/analysis-rules';
import type { Subject } from './question.ts';
import { mergeWatches } from './task-watches.ts';
import { ownProcesses, treeOf } from './tree.ts';
import type { WindowRecord } from './window.ts';

export interface Facts {
  readonly subject: Subject['kind'];
  /** The process that is asked about, null for the whole host. */
  readonly root: number | null;
  readonly self: number;
  readonly machine: string;
  readonly seen: WindowRecord;
  readonly profile: Profile | null;
  readonly closeUps: readonly CloseUp[];
  readonly links: readonly PeerLink[];
  readonly limits: readonly string[];
}

/** What the rules get to see; null while there are no two snapshots of the subject. */
export function observationOf(facts: Facts): Observation | null {
  const { seen, root, self } = facts;
  const snapshots = whileAlive(seen.snapshots, root);
  const [first, last] = [snapshots[0], snapshots.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const host = compareSnapshots(first, last);
  const scope = scopeOf(facts, snapshots);
  const watch = mergeWatches(seen.watches);
  return {
    scope,
    machine: facts.machine,
    host,
    steps: stepsOf(snapshots),
    watch,
    links: facts.links,
    profile: facts.profile === null ? null : countStacks(facts.profile),
    closeUps: facts.closeUps,
    own: ownProcesses(self, snapshots, scope.kind === 'system' ? new Set() : scope.tree),
    pageSize: last.pageSize,
    limits: [...new Set([...facts.limits, ...host.limits, ...(watch?.limits ?? [])])],
  };
}

/** The snapshots in which the subject lives: a process that is gone has no counters any more. */
function whileAlive(snapshots: readonly HostSnapshot[], root: number | null): readonly HostSnapshot[] {
  return root === null ? snapshots : snapshots.filter(({ processes }) => processes.some(({ tgid }) => tgid === root));
}

function scopeOf({ subject, root, self }: Facts, snapshots: readonly HostSnapshot[]): Scope {
  if (subject === 'system' || root === null) return { kind: 'system' };
  const tree = treeOf(root, snapshots);
  // Asked about its own shell, the agent is no part of the answer.
  const agent = subject === 'process' && tree.has(self) ? treeOf(self, snapshots) : new Set<number>();
  return { kind: subject, tgid: root, tree: new Set([...tree].filter((tgid) => !agent.has(tgid))) };
}

/** A step below this part of a second is joined to the next: ticks of 10 ms make its rates meaningless. */
const shortest = 0.4;

function stepsOf(snapshots: readonly HostSnapshot[]): readonly HostDelta[] {
  const steps: HostDelta[] = [];
  let before = snapshots[0];
  for (const after of snapshots.slice(1)) {
    if (before === undefined || (after.at - before.at) / 1e9 < shortest) continue;
    steps.push(compareSnapshots(before, after));
    before = after;
  }
  return steps;
}
