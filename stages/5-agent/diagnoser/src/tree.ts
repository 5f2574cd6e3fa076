import type { HostSnapshot } from '@ai-perf/core-model';

/** A process and all that it started, directly or not, as seen in any of the snapshots. */
export function treeOf(root: number, snapshots: readonly Pick<HostSnapshot, 'processes'>[]): ReadonlySet<number> {
  const tree = new Set([root]);
  for (const { processes } of snapshots) grow(tree, processes);
  return tree;
}

// Children may stand before their parents in the list (numbers wrap), so it is walked until nothing is added.
function grow(tree: Set<number>, processes: HostSnapshot['processes']): void {
  let before = -1;
  while (tree.size !== before) {
    before = tree.size;
    for (const { tgid, parent } of processes) if (tree.has(parent)) tree.add(tgid);
  }
}

/** This process and its helpers, without the command that it was asked to run. */
export function ownProcesses(
  self: number,
  snapshots: readonly HostSnapshot[],
  subject: ReadonlySet<number>,
): ReadonlySet<number> {
  return new Set([...treeOf(self, snapshots)].filter((tgid) => !subject.has(tgid)));
}
