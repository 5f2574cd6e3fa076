import { ratio } from '@ai-perf/core-units';
import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { allOf, grade } from '../grade.ts';
import type { Observation } from '../observation.ts';
import { byStacks, bySnapshots, byWatch } from '../proofs.ts';
import type { Accusation, Proof, Rule } from '../rule.ts';
import { isSyncCall } from '../stacks/runtime-frames.ts';
import { sleepsOnly } from '../stacks/sleeps.ts';
import { callSite } from '../stacks/site.ts';
import { closeUpOf } from '../close-up.ts';
import { samplesOf, stacksOf, weightOf } from '../stacks/stack-counts.ts';
import type { CountedStack, StackCounts } from '../stacks/stack-counts.ts';
import { accusable, culpritOf, nameOf } from '../subjects.ts';
import { isSyscall } from '../syscall-numbers.ts';
import { thresholds } from '../thresholds.ts';
import { looksAt, watchOf } from '../watch.ts';

const limit = thresholds.fsync;

interface Signs {
  readonly process: ProcessDelta;
  /** Part of what processes send to storage that is this one's. */
  readonly part: number;
  /** Flushes a second of the disk that has most. */
  readonly flushes: number;
  /** Looks at its sleeping threads: in a sync call, in uninterruptible sleep, and all. */
  readonly looks: { readonly sync: number; readonly disk: number; readonly all: number };
  readonly sleeps: StackCounts | null;
  readonly syncSleeps: readonly CountedStack[];
  readonly sampled: readonly CountedStack[];
}

/**
 * A process sleeps in fsync(2) or its like again and again, and devices flush their caches for it many times a second.
 */
export const diskFsyncStorm: Rule = {
  resource: 'disk',
  mechanism: 'fsync-storm',
  sources: [
    'fsync(2)',
    'open(2) O_SYNC, O_DSYNC',
    'Documentation/admin-guide/iostats.rst fields 16 and 17',
    'fs/sync.c vfs_fsync_range',
  ],
  judge(observation) {
    const flushes = Math.max(0, ...observation.host.disks.map((disk) => disk.flushes ?? disk.writes));
    if (flushes < limit.flushes.from) return [];
    return accusable(observation)
      .filter((process) => (process.voluntarySwitches ?? 0) >= limit.sleepsPerFlush * flushes)
      .map((process) => accuse(observation, signsOf(observation, process, flushes)))
      .filter((accusation) => accusation !== null);
  },
};

function signsOf(observation: Observation, process: ProcessDelta, flushes: number): Signs {
  const { tgid } = process;
  const watch = watchOf(observation, tgid);
  const sleeps = closeUpOf(observation, 'context-switches', tgid);
  const sampled = sleepsOnly(stacksOf(sleeps, tgid));
  const looks = {
    sync: looksAt(watch, ({ syscall }) => isSyscall(observation.machine, 'sync', syscall)),
    disk: looksAt(watch, ({ state }) => state === 'D'),
    all: looksAt(watch, ({ state }) => state === 'S' || state === 'D'),
  };
  const all = accusable(observation).reduce((sum, { storageWritten }) => sum + (storageWritten ?? 0), 0);
  return {
    process,
    part: ratio(process.storageWritten ?? 0, all),
    flushes,
    looks,
    sleeps,
    sampled,
    syncSleeps: sampled.filter((stack) => stack.frames.some(isSyncCall)),
  };
}

/** Part of its sleeps in sync calls: counted by their stacks where these were sampled, else timed by looking at it. */
function syncShare({ looks, sampled, syncSleeps }: Signs): number {
  if (samplesOf(sampled) >= limit.looks) return ratio(weightOf(syncSleeps), weightOf(sampled));
  return looks.all >= limit.looks ? ratio(looks.sync, looks.all) : 0;
}

/** Flushes a second that its own sync calls account for: no more than the device made, and than it slept in them. */
function ownFlushes(signs: Signs): number {
  const share = syncShare(signs);
  return share === 0 ? signs.flushes : Math.min(signs.flushes, share * (signs.process.voluntarySwitches ?? 0));
}

// A sync call of a fast device is over before the look at it ends. Who writes while the device flushes is worth a
// sample of its sleeps; who also stands in uninterruptible sleep, and hides in which call, is a suspicion.
function suspectedBy({ process, part, looks, sleeps }: Signs): number {
  if (sleeps !== null || process.storageWritten === 0) return 0;
  const inDisk = looks.all < limit.looks ? 0 : grade(ratio(looks.disk, looks.all), limit.waiting);
  return Math.max(grade(part, limit.writer), inDisk);
}

function accuse(observation: Observation, signs: Signs): Accusation | null {
  const { process, flushes } = signs;
  const proven = grade(syncShare(signs), limit.waiting);
  const strength = allOf(proven === 0 ? suspectedBy(signs) : proven, grade(ownFlushes(signs), limit.flushes));
  if (strength === 0) return null;
  const site = callSite(signs.syncSleeps);
  const where = site === null ? '' : ` in ${site.function ?? ''}`;
  const doing = proven === 0 ? 'sleeps while the disk flushes' : `waits for fsync${where} again and again:`;
  return {
    culprit: culpritOf(process),
    site,
    strength,
    title: `${nameOf(process)} ${doing} ${Math.round(flushes)} ${proven === 0 ? 'times' : 'flushes'} a second`,
    proofs: proofsOf(observation, signs),
    wouldNeed:
      proven === 0
        ? [`the stacks of its sleeps: sudo ai-perf record -e context-switches --call-graph dwarf -p ${process.tgid}`]
        : [],
    closeUp: signs.sleeps === null ? { event: 'context-switches', tgid: process.tgid } : null,
  };
}

function proofsOf(observation: Observation, { process, looks, flushes, sleeps, syncSleeps, sampled }: Signs): Proof[] {
  const { tgid } = process;
  const inSync = {
    claim: 'part of its sleep that is in a sync call',
    value: ratio(looks.sync, looks.all),
    unit: 'share',
  };
  const sampledShare = ratio(weightOf(syncSleeps), weightOf(sampled));
  const claim = { tgid, claim: 'sleeps that happen in a sync call', value: sampledShare, unit: 'share' };
  return [
    bySnapshots(observation, {
      claim: 'cache flushes of the device',
      value: flushes,
      unit: '1/s',
      baseline: limit.flushes.from,
      command: 'cat /proc/diskstats',
    }),
    byWatch(observation, { ...inSync, baseline: limit.waiting.from, command: `cat /proc/${tgid}/task/*/syscall` }),
    ...(sleeps === null ? [] : [byStacks(sleeps, samplesOf(syncSleeps), claim)]),
  ];
}
