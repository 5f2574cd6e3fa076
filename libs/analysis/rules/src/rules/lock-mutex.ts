import type { Site } from '@ai-perf/core-model';
import { ratio } from '@ai-perf/core-units';
import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { closeUpOf } from '../close-up.ts';
import { grade } from '../grade.ts';
import { busiestLock, threadsInFutex } from '../lock-words.ts';
import type { Observation } from '../observation.ts';
import { byStacks, byWatch, bySnapshots } from '../proofs.ts';
import type { Accusation, Proof, Rule } from '../rule.ts';
import { isLockCall } from '../stacks/runtime-frames.ts';
import { sleepsOnly } from '../stacks/sleeps.ts';
import { callSite } from '../stacks/site.ts';
import { samplesOf, shareWith, stacksOf } from '../stacks/stack-counts.ts';
import type { CountedStack, StackCounts } from '../stacks/stack-counts.ts';
import { accusable, cpuOf, culpritOf, nameOf, starvedByOthers } from '../subjects.ts';
import { thresholds } from '../thresholds.ts';
import { threadsIn, watchOf } from '../watch.ts';

const limit = thresholds.lock;

interface Signs {
  readonly process: ProcessDelta;
  /** Mean number of threads asleep for one lock word. */
  readonly waiting: number;
  /**
   * The same as a part of the threads that are not idle, those that wait for it, run or are ready to, and without the
   * part that a starved holder explains.
   */
  readonly queueing: number;
  readonly sleeps: StackCounts | null;
  readonly lockSleeps: readonly CountedStack[];
  readonly site: Site | null;
  /** Part of the sampled sleeps that happen in a lock call. */
  readonly share: number;
}

/** Threads of a process sleep for one and the same lock word, always some of them. */
export const lockMutex: Rule = {
  resource: 'lock',
  mechanism: 'mutex',
  sources: [
    'futex(2)',
    'futex(7)',
    'nptl/lowlevellock.c of glibc: a contended lock sleeps with the value 2',
    'kernel/futex/waitwake.c',
  ],
  judge: (observation) =>
    accusable(observation)
      .map((process) => signsOf(observation, process))
      .map((signs) => accuse(observation, signs))
      .filter((accusation) => accusation !== null),
};

function signsOf(observation: Observation, process: ProcessDelta): Signs {
  const { tgid } = process;
  const sleeps = closeUpOf(observation, 'context-switches', tgid);
  const all = sleepsOnly(stacksOf(sleeps, tgid));
  const lockSleeps = all.filter((stack) => stack.frames.some(isLockCall));
  const onCpu = stacksOf(observation.profile, tgid).filter((stack) => stack.frames.some(isLockCall));
  const watch = watchOf(observation, tgid);
  const waiting = busiestLock(watch);
  const share = ratio(waiting, waiting + threadsIn(watch, ({ state }) => state === 'R'));
  return {
    process,
    waiting,
    queueing: share * (1 - starvedByOthers(observation.host, process)),
    sleeps,
    lockSleeps,
    // Taking a contended lock costs CPU time as well: second best where sleeps may not be sampled.
    site: callSite(lockSleeps) ?? callSite(onCpu),
    share: shareWith(all, isLockCall),
  };
}

function strengthOf({ process, waiting, queueing, share }: Signs): number {
  const often = (process.voluntarySwitches ?? 0) >= limit.switches;
  // A lone sleeper that never wakes may be idle in a way that looks like a lock (musl's condition variables wait for a
  // 2 too).
  const byWord = often || waiting >= limit.several ? grade(waiting, limit.waiting) : 0;
  const byQueue = often && waiting >= limit.some ? grade(queueing, limit.queueing) : 0;
  return Math.max(byWord, byQueue, often ? grade(share, limit.sleeps) : 0);
}

function accuse(observation: Observation, signs: Signs): Accusation | null {
  const strength = strengthOf(signs);
  if (strength === 0) return suspect(observation, signs);
  const { process, site } = signs;
  const where = site === null ? '' : ` taken in ${site.function ?? ''}`;
  return {
    culprit: culpritOf(process),
    site,
    strength,
    title: `threads of ${nameOf(process)} queue for one lock${where}`,
    proofs: proofsOf(observation, signs),
    wouldNeed: [],
    closeUp: signs.sleeps === null ? { event: 'context-switches', tgid: process.tgid } : null,
  };
}

// The words of futex(2) may be hidden (Yama, another user): many short sleeps in futex with CPU time between them may
// be a lock or an honest queue; the call stacks of the sleeps decide.
function suspect(observation: Observation, { process, sleeps }: Signs): Accusation | null {
  const inFutex = threadsInFutex(watchOf(observation, process.tgid));
  const restless = (process.voluntarySwitches ?? 0) >= 10 * limit.switches && cpuOf(process) >= 0.2;
  if (sleeps !== null || inFutex.hidden < 2 * limit.waiting.from || !restless) return null;
  return {
    culprit: culpritOf(process),
    site: null,
    strength: grade(inFutex.hidden, limit.waiting),
    title: `threads of ${nameOf(process)} sleep in futex again and again`,
    proofs: [
      byWatch(observation, { ...waitingClaim(process), claim: 'threads asleep in futex(2)', value: inFutex.hidden }),
    ],
    wouldNeed: [`the stacks of its sleeps: ai-perf record -e context-switches --call-graph dwarf -p ${process.tgid}`],
    closeUp: { event: 'context-switches', tgid: process.tgid },
  };
}

const waitingClaim = ({ tgid }: ProcessDelta): { unit: string; baseline: number; command: string } => ({
  unit: 'threads',
  baseline: limit.waiting.from,
  command: `cat /proc/${tgid}/task/*/syscall`,
});

function proofsOf(observation: Observation, { process, waiting, sleeps, lockSleeps, share }: Signs): Proof[] {
  const { tgid } = process;
  const words = {
    ...waitingClaim(process),
    claim: 'threads asleep for the same lock word, on average',
    value: waiting,
  };
  const rate = process.voluntarySwitches;
  return [
    ...(waiting > 0 ? [byWatch(observation, words)] : []),
    ...(rate === null
      ? []
      : [
          bySnapshots(observation, {
            claim: 'times its threads went to sleep',
            value: rate,
            unit: '1/s',
            command: `grep ctxt /proc/${tgid}/task/*/status`,
          }),
        ]),
    ...(sleeps === null
      ? []
      : [
          byStacks(sleeps, samplesOf(lockSleeps), {
            tgid,
            claim: 'sleeps that happen while taking a lock',
            value: share,
            unit: 'share',
          }),
        ]),
  ];
}
