// The profile of the window: of as much as this user may sample, with as good call stacks as this host gives.
import type { Profile } from '@ai-perf/core-model';
import type { Problem } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Bytes, Hertz } from '@ai-perf/core-units';
import type { CallGraph, RecordRequest, RecordTarget } from '@ai-perf/sampler';
import type { Instruments } from './instruments.ts';

/** 99 Hz on a small host; on a large one fewer, so that the samples of all CPUs stay below 1,600 a second. */
const usual = 99;
const mostASecond = 1600;
const least = 19;

const stackCopy: CallGraph = { kind: 'stack-copy', bytes: as<Bytes>(8192) };
const framePointers: CallGraph = { kind: 'frame-pointers' };

export interface Sampled {
  readonly profile: Profile | null;
  readonly limits: readonly string[];
}

export interface SamplingPlan {
  readonly instruments: Instruments;
  readonly target: RecordTarget;
  readonly event: string;
  readonly hertz: Hertz;
}

export const windowRate = (cpus: number): Hertz =>
  as<Hertz>(Math.max(least, Math.min(usual, Math.floor(mostASecond / cpus))));

/**
 * Samples until the signal is aborted: with stack copies if they can be had, else by frame pointers; or says why not.
 */
export async function sample(plan: SamplingPlan, signal: AbortSignal): Promise<Sampled> {
  const wanted = await plan.instruments.record(requestOf(plan, stackCopy), signal);
  if (wanted.ok) return sampledOf(wanted.value);
  if (wanted.problem.code !== 'stack-copy-machine' || signal.aborted)
    return { profile: null, limits: [limitOf(wanted.problem)] };
  const lesser = await plan.instruments.record(requestOf(plan, framePointers), signal);
  if (!lesser.ok) return { profile: null, limits: [limitOf(lesser.problem)] };
  const { profile, limits } = sampledOf(lesser.value);
  return { profile, limits: [limitOf(wanted.problem), ...limits] };
}

const sampledOf = ({ profiles, notes }: { profiles: readonly Profile[]; notes: readonly Problem[] }): Sampled => ({
  profile: profiles[0] ?? null,
  limits: notes.map(limitOf),
});

/** A problem as one line of `limits`: what, why, and what mends it. */
export const limitOf = ({ what, why, fix }: Problem): string => `${what}: ${why}${fix === '' ? '' : ` (${fix})`}`;

const requestOf = ({ target, event, hertz }: SamplingPlan, callGraph: CallGraph): RecordRequest => ({
  target,
  events: [event],
  rate: { kind: 'frequency', hertz },
  callGraph,
  ringPages: null,
  duration: null,
});
