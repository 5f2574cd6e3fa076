import { as } from '@ai-perf/core-units';
import type {
  BytesPerSecond, Count, Nanoseconds, PerSecond, Quantity, Seconds, SecondsPerSecond,
} from '@ai-perf/core-units';

const wrapOf32 = 2 ** 32;

/** Counters since boot: they only go down by wrapping, at 2^32 where the kernel keeps an unsigned long of 32 bits. */
export function increaseSinceBoot(before: number, after: number): number {
  if (after >= before) return after - before;
  // Only a counter that stood in the last quarter can have wrapped in one window; others jitter (iowait, per-CPU sums).
  const wrapped = before < wrapOf32 && before > wrapOf32 * 0.75;
  return wrapped ? after + wrapOf32 - before : 0;
}

/** Counters of a thing that can be made anew or zeroed by hand (a cgroup): lower means it began from zero again. */
export const increaseSinceReset = (before: number, after: number): number =>
  after >= before ? after - before : after;

/** Times of /proc/diskstats are `unsigned int` ms and wrap every 49.7 days. see: block/genhd.c diskstats_show */
export function increaseOfDiskTime(before: Nanoseconds, after: Nanoseconds): Nanoseconds {
  return as<Nanoseconds>(after >= before ? after - before : after + wrapOf32 * 1e6 - before);
}

/** Amount per second; 0 in a window of no length, so that nothing is ever infinite. */
export const perSecond = (amount: number, window: Seconds): PerSecond => as<PerSecond>(rate(amount, window));
export const bytesPerSecond = (amount: number, window: Seconds): BytesPerSecond =>
  as<BytesPerSecond>(rate(amount, window));
/** Nanoseconds spent in a window, as seconds a second. */
export const secondsPerSecond = (spent: number, window: Seconds): SecondsPerSecond =>
  as<SecondsPerSecond>(rate(spent / 1e9, window));

function rate(amount: number, window: Seconds): number {
  return window > 0 ? amount / window : 0;
}

/** The law applied where both ends could be read; else null. */
export function whereBoth<Q extends Quantity<string>, R>(
  before: Q | null,
  after: Q | null,
  law: (before: Q, after: Q) => R | null,
): R | null {
  return before === null || after === null ? null : law(before, after);
}

export type HostCounts = Readonly<Record<string, Count>>;

/** One counter since boot as a row of a table for `Object.fromEntries`; no row where only one end knows it. */
export function rateRow(name: string, from: Count | undefined, to: Count, window: Seconds): [string, PerSecond][] {
  return from === undefined ? [] : [[name, perSecond(increaseSinceBoot(from, to), window)]];
}

export const asCount = (value: number): Count => as<Count>(value);
