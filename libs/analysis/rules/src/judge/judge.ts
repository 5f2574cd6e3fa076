import type { Candidate, Evidence, Finding, Verdict } from '@ai-perf/core-model';
import type { CloseUpEvent, Observation } from '../observation.ts';
import { confidenceOf, round } from './confidence.ts';
import { writeLedger } from './ledger.ts';
import { undecided, withoutCause } from './no-fault.ts';
import { leastScore } from './precedence.ts';
import { weigh } from './weigh.ts';
import type { Weighed } from './weigh.ts';

/** The part of a Diagnosis that follows from what was observed. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly candidates: readonly Candidate[];
  readonly findings: readonly Finding[];
  readonly evidence: readonly Evidence[];
}

export interface CloseUpRequest {
  readonly event: CloseUpEvent;
  readonly tgid: number;
}

/** Says what is wrong, who does it and where, or that nothing is, or that it cannot be told. Pure. */
export function judge(observation: Observation): Judgement {
  const weighed = weigh(observation).filter((one) => !isFaint(one));
  const ledger = writeLedger(observation, weighed);
  return {
    verdict: verdictOf(observation, weighed),
    candidates: weighed.map((one, index) => candidateOf(one, weighed, index)),
    ...ledger,
  };
}

/**
 * Second measurements that would name a site or decide a suspicion, the most useful first; each costs a second or so.
 */
export function closeUpsFor(observation: Observation, most: number): readonly CloseUpRequest[] {
  return weigh(observation)
    .filter(({ explainedBy, closeUp }) => explainedBy === null && closeUp !== null)
    .map(({ closeUp }) => closeUp)
    .filter((request) => request !== null)
    .slice(0, most);
}

/** A suspicion this weak is a reason to look closer, not one to worry a person. */
const faint = 0.3;

const isFaint = ({ wouldNeed, score }: Weighed): boolean => wouldNeed.length > 0 && score < faint;

function verdictOf(observation: Observation, weighed: readonly Weighed[]): Verdict {
  const best = weighed[0];
  if (best === undefined) return withoutCause(observation);
  if (best.wouldNeed.length > 0) return undecided(best.wouldNeed, `perhaps ${best.title}, but that is not proven`);
  if (best.score < leastScore) return withoutCause(observation);
  const { resource, mechanism, culprit, site, title } = best;
  return { resource, mechanism, culprit, site, confidence: confidenceOf(best, weighed), summary: title, wouldNeed: [] };
}

function candidateOf(one: Weighed, all: readonly Weighed[], index: number): Candidate {
  const { resource, mechanism, culprit, site, score } = one;
  return {
    resource,
    mechanism,
    culprit,
    site,
    confidence: confidenceOf(one, all),
    score: round(score),
    findings: [`F${index + 1}`],
  };
}
