import type { Site } from '@ai-perf/core-model';
import type { Observation } from './observation.ts';
import { byStacks } from './proofs.ts';
import type { Proof } from './rule.ts';
import { callSite } from './stacks/site.ts';
import { samplesOf, stacksOf } from './stacks/stack-counts.ts';

interface FaultSite {
  /** False: no page faults were sampled yet. */
  readonly measured: boolean;
  readonly site: Site | null;
  readonly proofs: readonly Proof[];
}

/** The function of the program that first touches the pages, from sampled page faults of the process. */
export function faultSite({ closeUps }: Observation, tgid: number): FaultSite {
  const stacks = closeUps.find((near) => near.tgid === tgid && near.event === 'page-faults')?.stacks;
  if (stacks === undefined) return { measured: false, site: null, proofs: [] };
  const faults = stacksOf(stacks, tgid);
  const site = callSite(faults);
  if (site === null) return { measured: true, site, proofs: [] };
  const claim = { tgid, claim: 'page faults raised in that function', value: site.share ?? 0, unit: 'share' };
  return { measured: true, site, proofs: [byStacks(stacks, samplesOf(faults), claim)] };
}
