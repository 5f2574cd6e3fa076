import type { ProcessDelta } from '@ai-perf/analysis-rates';
import type { PeerLink } from './observation.ts';

interface Match {
  readonly pair: readonly [ProcessDelta, ProcessDelta];
  readonly linked: boolean;
  /** 1: they sleep equally often. */
  readonly alike: number;
}

/**
 * Pairs out of processes that sleep very often. Strictly taking turns, both sleep once a turn, so their rates agree;
 * that they share a pipe or socket is better proof, and is asked first. A process is in one pair at most.
 */
export function alternatingPairs(
  processes: readonly ProcessDelta[],
  links: readonly PeerLink[],
  least: number,
): readonly (readonly [ProcessDelta, ProcessDelta])[] {
  const matches = processes.flatMap((a, index) => processes.slice(index + 1).map((b) => matchOf(a, b, links)));
  const best = matches
    .filter(({ alike }) => alike >= least)
    .sort((a, b) => Number(b.linked) - Number(a.linked) || b.alike - a.alike);
  const taken = new Set<ProcessDelta>();
  return best.flatMap(({ pair }) => {
    if (pair.some((member) => taken.has(member))) return [];
    pair.forEach((member) => taken.add(member));
    return [pair];
  });
}

function matchOf(a: ProcessDelta, b: ProcessDelta, links: readonly PeerLink[]): Match {
  const [less, more] = [a.voluntarySwitches ?? 0, b.voluntarySwitches ?? 0].sort((x, y) => x - y) as [number, number];
  const linked = links.some(({ tgids }) => tgids.includes(a.tgid) && tgids.includes(b.tgid));
  return { pair: [a, b], linked, alike: more === 0 ? 0 : less / more };
}
