import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { allOf, grade } from '../grade.ts';
import type { Observation } from '../observation.ts';
import { byStacks, bySnapshots, byWatch } from '../proofs.ts';
import type { Accusation, Proof, Rule } from '../rule.ts';
import { isSyncCall } from '../stacks/runtime-frames.ts';
import { callSite } from '../stacks/site.ts';
import { samplesOf, shareWith, stacksOf } from '../stacks/stack-counts.ts';
import type { CountedStack, StackCounts } from '../stacks/stack-counts.ts';
import { accusable, culpritOf, nameOf } from '../subjects.ts';
import { isSyscall } from '../syscall-numbers.ts';
import { thresholds } from '../thresholds.ts';
import { threadsIn, watchOf } from '../watch.ts';

const limit = thresholds.fsync;

interface Signs {
  readonly process: ProcessDelta;
  /** Threads in a sync call at any moment. */
  readonly inSync: number;
  /** Threads in uninterruptible sleep at any moment. */
  readonly inDisk: number;
  /** Flushes a second of the disk that has most. */
  readonly flushes: number;
  readonly sleeps: StackCounts | null;
  readonly syncSleeps: readonly CountedStack[];
  readonly share: number;
}

/** A process spends its time waiting for fsync(2) or its like, and devices flush their caches many times a second. */
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
      .map((process) => signsOf(observation, process, flushes))
      .map((signs) => accuse(observation, signs))
      .filter((accusation) => accusation !== null);
  },
};

function signsOf(observation: Observation, process: ProcessDelta, flushes: number): Signs {
  const { tgid } = process;
  const watch = watchOf(observation, tgid);
  const sleeps =
    observation.closeUps.find((near) => near.tgid === tgid && near.event === 'context-switches')?.stacks ?? null;
  const all = stacksOf(sleeps, tgid);
  return {
    process,
    flushes,
    sleeps,
    inSync: threadsIn(watch, ({ syscall }) => isSyscall(observation.machine, 'sync', syscall)),
    inDisk: threadsIn(watch, ({ state }) => state === 'D'),
    syncSleeps: all.filter((stack) => stack.frames.some(isSyncCall)),
    share: shareWith(all, isSyncCall),
  };
}

function accuse(observation: Observation, signs: Signs): Accusation | null {
  const { process, inSync, inDisk, share, sleeps, flushes } = signs;
  const proven = inSync >= limit.waiting.from || share >= 0.5;
  const strength = allOf(grade(Math.max(inSync, inDisk), limit.waiting), grade(flushes, limit.flushes));
  if (strength === 0 || (!proven && sleeps !== null)) return null;
  const site = callSite(signs.syncSleeps);
  const where = site === null ? '' : ` in ${site.function ?? ''}`;
  return {
    culprit: culpritOf(process),
    site,
    strength,
    title: proven
      ? `${nameOf(process)} waits for fsync${where} again and again: ${Math.round(flushes)} flushes a second`
      : `${nameOf(process)} waits for the disk while it flushes ${Math.round(flushes)} times a second`,
    proofs: proofsOf(observation, signs),
    wouldNeed: proven ? [] : [`the system call it waits in: cat /proc/${process.tgid}/syscall as root`],
    closeUp: sleeps === null ? { event: 'context-switches', tgid: process.tgid } : null,
  };
}

function proofsOf(
  observation: Observation,
  { process, inSync, inDisk, flushes, sleeps, syncSleeps, share }: Signs,
): Proof[] {
  const { tgid } = process;
  const command = `cat /proc/${tgid}/task/*/syscall`;
  const flush = { claim: 'cache flushes of the device', value: flushes, unit: '1/s', baseline: limit.flushes.from };
  return [
    bySnapshots(observation, { ...flush, command: 'cat /proc/diskstats' }),
    byWatch(observation, {
      claim: 'threads waiting in a sync call',
      value: inSync,
      unit: 'threads',
      baseline: limit.waiting.from,
      command,
    }),
    byWatch(observation, {
      claim: 'threads in uninterruptible sleep',
      value: inDisk,
      unit: 'threads',
      command: `ps -L -o stat,wchan -p ${tgid}`,
    }),
    ...(sleeps === null
      ? []
      : [
          byStacks(sleeps, samplesOf(syncSleeps), {
            tgid,
            claim: 'sleeps that happen in a sync call',
            value: share,
            unit: 'share',
          }),
        ]),
  ];
}
