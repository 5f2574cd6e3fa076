// How the numbers of an observation become proofs: which part measured them, and what shows the same to a person.
import type { Observation } from './observation.ts';
import type { Proof } from './rule.ts';

import type { StackCounts } from './stacks/stack-counts.ts';

type Claim = Pick<Proof, 'claim' | 'value' | 'unit' | 'command'> & { readonly baseline?: number };

/** From the snapshots at both ends of the window and the steps between. */
export const bySnapshots = ({ steps }: Observation, claim: Claim): Proof => ({
  ...claim,
  tool: 'collector',
  samples: Math.max(2, steps.length + 1),
  lost: 0,
});

/** From looking at the threads again and again. */
export const byWatch = ({ watch }: Observation, claim: Claim): Proof => ({
  ...claim,
  tool: 'task-watch',
  samples: watch?.rounds ?? 0,
  lost: 0,
});

/** From a sampled profile; `samples` are those that speak. */
export const byStacks = (
  stacks: StackCounts,
  samples: number,
  claim: Omit<Claim, 'command'> & { tgid: number },
): Proof => {
  const { tgid, ...rest } = claim;
  return { ...rest, tool: 'record', command: recordCommand(stacks.event, tgid), samples, lost: stacks.lost };
};

const recordCommand = (event: string, tgid: number): string =>
  `ai-perf record -e ${event} --call-graph dwarf -p ${tgid} --duration 2s`;

/** One word of a POSIX shell, whatever is in it: cgroup paths and mount points are chosen by others. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
