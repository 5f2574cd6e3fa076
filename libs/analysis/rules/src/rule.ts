import type { Culprit, Mechanism, Resource, Site } from '@ai-perf/core-model';
import type { CloseUpEvent, Observation } from './observation.ts';

/** One number that speaks for an accusation; the judge gives it its id. */
export interface Proof {
  /** Part of ours that measured it. */
  readonly tool: string;
  /** What a person types to see the same number. */
  readonly command: string;
  readonly claim: string;
  readonly value: number;
  readonly unit: string;
  /** The threshold or normal value it is held against. */
  readonly baseline?: number;
  readonly samples: number;
  readonly lost: number;
}

/** What a rule has to say about one culprit. */
export interface Accusation {
  readonly culprit: Culprit;
  readonly site: Site | null;
  /** How far above its threshold, 0 (just not) to 1 (as strong as it gets); see grade.ts. */
  readonly strength: number;
  /** One sentence for people: who does what. */
  readonly title: string;
  readonly proofs: readonly Proof[];
  /** Not empty: a suspicion that these would decide. It is never a verdict. */
  readonly wouldNeed: readonly string[];
  /** A second measurement that would name the site or decide the suspicion. */
  readonly closeUp: { readonly event: CloseUpEvent; readonly tgid: number } | null;
}

/** One idea about one mechanism. Pure: the same observation gives the same accusations. */
export interface Rule {
  readonly resource: Resource;
  readonly mechanism: Mechanism;
  /** Why the signs mean the mechanism: kernel documentation, man page or source. */
  readonly sources: readonly string[];
  judge(observation: Observation): readonly Accusation[];
}
