import type { FutexWait, ProcessWatch } from '@ai-perf/core-model';
import { threadsIn } from './watch.ts';

// see: include/uapi/linux/futex.h
const commandMask = ~(0x80 | 0x100);
const clockRealtime = 0x100;
const command = { wait: 0, lockPi: 6, waitBitset: 9, lockPi2: 13 } as const;
/** glibc, Rust's std, Go's runtime and bionic all write 2 for "locked, and somebody waits". */
const lockedWithWaiters = 2;
/** musl keeps the owner's tid, with the top bit for waiters. Other words with that bit, such as -1, are no tid. */
const waitersBit = 0x8000_0000;
/** PID_MAX_LIMIT of include/linux/threads.h */
const mostTids = 4 * 1024 * 1024;

/**
 * A sleep for a lock, by operation and value. Condition variables, semaphores, joins and idle pools sleep with other
 * values (and, in glibc, by FUTEX_WAIT_BITSET with a clock), so that they are not taken for one.
 */
export function isLockWait({ operation, value }: FutexWait): boolean {
  const what = operation & commandMask;
  if (what === command.lockPi || what === command.lockPi2) return true;
  const held = value === lockedWithWaiters || isOwned(value >>> 0);
  if (what === command.wait) return held;
  return what === command.waitBitset && value === lockedWithWaiters && (operation & clockRealtime) === 0;
}

const isOwned = (word: number): boolean => word > waitersBit && word - waitersBit < mostTids;

/** Mean number of threads asleep for the one lock word that has most of them. */
export function busiestLock(watch: ProcessWatch | null): number {
  const words = new Set(
    watch?.moments
      .map((moment) => moment.futex)
      .filter((futex) => futex !== null && isLockWait(futex))
      .map((futex) => futex?.address),
  );
  const waiting = [...words].map((word) =>
    threadsIn(watch, ({ futex }) => futex !== null && futex.address === word && isLockWait(futex)),
  );
  return Math.max(0, ...waiting);
}

const futexChannel = /^futex_/;

/** Threads asleep in futex(2), and those of them whose arguments may not be seen. */
export function threadsInFutex(watch: ProcessWatch | null): { readonly all: number; readonly hidden: number } {
  const asleep = (channel: string | null): boolean => channel !== null && futexChannel.test(channel);
  return {
    all: threadsIn(watch, (moment) => moment.futex !== null || asleep(moment.waitChannel)),
    hidden: threadsIn(watch, (moment) => moment.futex === null && moment.state !== 'R' && asleep(moment.waitChannel)),
  };
}
