import type { Evidence, Mechanism, Resource, Verdict } from '@ai-perf/core-model';

/** What advice is given about: a verdict and the numbers that stand behind it. */
export interface Case {
  readonly verdict: Verdict;
  readonly evidence: readonly Evidence[];
}

/** A recommendation before it is tied to its finding. */
export interface Advice {
  /** What to do, one sentence in the imperative. */
  readonly action: string;
  /** Why that helps with this mechanism. */
  readonly reason: string;
  /** What it may break. */
  readonly risk: string;
  /** What the verifying number should be afterwards, where that follows from what was measured; null: unknown. */
  readonly expected: {
    readonly value: number;
    readonly unit: string;
    readonly interval: readonly [number, number];
  } | null;
  /** The command that measures it again. */
  readonly verify: string;
  readonly sources: readonly string[];
}

/** All that is known against one mechanism. */
export interface Remedy {
  readonly resource: Resource;
  readonly mechanism: Mechanism;
  advise(subject: Case): readonly Advice[];
}

/** `function_name`, or words for an unknown place. */
export const placeOf = ({ site }: Verdict, otherwise: string): string => site?.function ?? otherwise;

/** Process to name in commands: the culprit or the one that stands for the set. */
export const tgidOf = ({ culprit }: Verdict): string => String(culprit?.tgid ?? 'PID');

/** The number behind a claim of the evidence, by its unit and first words. */
export const valueOf = ({ evidence }: Case, claim: string): number | null =>
  evidence.find((one) => one.claim.startsWith(claim))?.value ?? null;
