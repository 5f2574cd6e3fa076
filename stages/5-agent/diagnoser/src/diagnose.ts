import type { Diagnosis, Profile } from '@ai-perf/core-model';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { as, nanosecondsToSeconds } from '@ai-perf/core-units';
import type { Nanoseconds, Seconds, UnixNanoseconds } from '@ai-perf/core-units';
import type { Observation } from '@ai-perf/analysis-rules';
import { CloseUps } from './close-ups.ts';
import { diagnosisOf } from './diagnosis.ts';
import type { Instruments } from './instruments.ts';
import { observationOf } from './observation.ts';
import { leastWindow } from './question.ts';
import type { Subject } from './question.ts';
import { restless } from './interest.ts';
import { WindowSampling } from './window-sampling.ts';
import { openWindow } from './window.ts';
import type { WindowRecord } from './window.ts';

/** Part of the window after which the first judgement asks for close-ups, while there still is something to look at. */
const enough = 0.5;

export interface DiagnosePlan {
  readonly subject: Subject['kind'];
  /** The process that is asked about, null for the whole host. */
  readonly root: number | null;
  readonly duration: Seconds;
  readonly startedAt: UnixNanoseconds;
  readonly machine: string;
  readonly self: number;
  readonly instruments: Instruments;
  /** Ctrl-C. */
  readonly interrupt: AbortSignal;
  /**
   * The command that is asked about has ended; null without one. That another process ends is seen in the snapshots.
   */
  readonly ended: AbortSignal | null;
  /** Everything is open: a held command may begin. */
  readonly onReady: () => void;
}

export interface Outcome {
  readonly diagnosis: Diagnosis;
  /** cpu-clock samples of the window, null where there are none. */
  readonly profile: Profile | null;
}

/** Looks for the time of the plan, measures again where the first look asks for it, and judges. */
export async function diagnose(plan: DiagnosePlan): Promise<Result<Outcome>> {
  const gone = new AbortController();
  const stop = AbortSignal.any([plan.interrupt, gone.signal, ...(plan.ended === null ? [] : [plan.ended])]);
  const sampling = new WindowSampling(plan.instruments, plan.root, plan.self);
  const closeUps = new CloseUps(plan.instruments, stop);
  const observe = (seen: WindowRecord): Observation | null => {
    const { links, limits } = plan.instruments.links(restless(seen.snapshots));
    const { profile } = sampling;
    const all = [...sampling.limits, ...closeUps.limits, ...limits];
    return observationOf({ ...plan, seen, profile, closeUps: closeUps.taken, links, limits: all });
  };
  const seen = await openWindow({
    ...plan,
    stop,
    onOpen: (first) => {
      sampling.start(first);
      plan.onReady();
    },
    onStep: (record) => {
      if (isGone(plan.root, record)) gone.abort();
      sampling.follow(record.snapshots);
      if (lengthOf(record) < enough * plan.duration) return;
      const so = observe(record);
      if (so !== null) closeUps.start(so);
    },
  });
  await sampling.stop();
  await closeUps.settle();
  const observation = await lookAgain(closeUps, () => observe(seen));
  return outcomeOf(plan, observation, sampling.profile);
}

const isGone = (root: number | null, { snapshots }: WindowRecord): boolean =>
  root !== null && snapshots.at(-1)?.processes.some(({ tgid }) => tgid === root) === false;

const lengthOf = ({ snapshots }: WindowRecord): number =>
  nanosecondsToSeconds(as<Nanoseconds>((snapshots.at(-1)?.at ?? 0) - (snapshots[0]?.at ?? 0)));

/** What the end of the window asks for is measured after it, as long as the subject is there. */
async function lookAgain(closeUps: CloseUps, observe: () => Observation | null): Promise<Observation | null> {
  const first = observe();
  if (first === null || !closeUps.start(first)) return first;
  await closeUps.settle();
  return observe();
}

function outcomeOf(plan: DiagnosePlan, observation: Observation | null, profile: Profile | null): Result<Outcome> {
  if (observation === null || observation.host.window < leastWindow) return err(tooShort(plan));
  const cut = observation.host.window < 0.9 * plan.duration;
  const limits = cut ? [cutLimit(plan, observation), ...observation.limits] : observation.limits;
  return ok({ diagnosis: diagnosisOf({ ...observation, limits }, plan.startedAt), profile });
}

const cutLimit = ({ interrupt, duration }: DiagnosePlan, { host }: Observation): string =>
  `the window was cut after ${host.window.toFixed(1)} of ${duration} s: ` +
  (interrupt.aborted ? 'interrupted' : 'the process ended');

const tooShort = ({ interrupt }: DiagnosePlan): ReturnType<typeof problem> =>
  problem('window-too-short', {
    what: 'cannot judge so short a time',
    why: `${interrupt.aborted ? 'it was interrupted' : 'the process ended'} in the first half second`,
    fix: 'let it run for a second or longer',
  });
