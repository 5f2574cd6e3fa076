import type { Mechanism, Resource } from '@ai-perf/core-model';
import type { Observation } from '../observation.ts';
import { rules as allRules } from '../rule-list.ts';
import type { Accusation, Rule } from '../rule.ts';
import { concernOf } from './concern.ts';
import type { Concern } from './concern.ts';
import { membersOf } from './members.ts';
import { explains, leastScore, weightOf } from './precedence.ts';
import type { Cause } from './precedence.ts';

/** An accusation with its mechanism and its place among the others. */
export interface Weighed extends Accusation {
  readonly resource: Resource;
  readonly mechanism: Mechanism;
  readonly rule: string;
  /** Weight of the mechanism times strength of the sign; less where another cause explains it. */
  readonly score: number;
  readonly explainedBy: Cause | null;
  readonly concern: Concern;
}

/** What is left of a sign that is another cause's shadow: it stays in the list of candidates, far behind. */
const shadow = 0.25;
/** A suspicion stands behind every proof of the same strength. */
const suspicion = 0.5;

/** Asks every rule and sorts what they say, the best first. */
export function weigh(observation: Observation, rules: readonly Rule[] = allRules): readonly Weighed[] {
  const accused = rules.flatMap((rule) => rule.judge(observation).map((accusation) => place(rule, accusation)));
  const concerned = accused
    .map((accusation) => ({ ...accusation, concern: concernOf(observation, accusation) }))
    .filter(({ strength, concern }) => strength > 0 && concern !== 'none');
  return concerned
    .map((accusation) => behindItsCause(observation, accusation, concerned))
    .sort((a, b) => rankOf(b) - rankOf(a) || (a.culprit.tgid ?? 0) - (b.culprit.tgid ?? 0));
}

/** The faults of what is asked about come before all that others do to it. */
const rankOf = ({ score, concern }: Weighed): number =>
  concern === 'inside' && score >= leastScore ? 1 + score : score;

const causeOf = ({ resource, mechanism }: Weighed): Cause => `${resource}/${mechanism}`;

function place({ resource, mechanism }: Rule, accusation: Accusation): Weighed {
  const proven = accusation.wouldNeed.length === 0;
  const score = weightOf(`${resource}/${mechanism}`) * accusation.strength * (proven ? 1 : suspicion);
  return {
    ...accusation,
    resource,
    mechanism,
    rule: `${resource}-${mechanism}`,
    score,
    explainedBy: null,
    concern: 'inside',
  };
}

function behindItsCause(observation: Observation, accusation: Weighed, all: readonly Weighed[]): Weighed {
  const cause = all.find(
    (other) =>
      other.wouldNeed.length === 0 &&
      explains(causeOf(other), causeOf(accusation)) &&
      overlap(membersOf(observation, other.culprit), membersOf(observation, accusation.culprit)),
  );
  return cause === undefined
    ? accusation
    : { ...accusation, score: accusation.score * shadow, explainedBy: causeOf(cause) };
}

const overlap = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...a].some((tgid) => b.has(tgid));
