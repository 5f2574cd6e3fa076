// Whose threads are worth looking at: reading the state of every thread of a host twenty times a second would cost more
// than most faults.
import type { HostSnapshot } from '@ai-perf/core-model';
import { compareSnapshots } from '@ai-perf/analysis-rates';
import type { HostDelta, ProcessDelta } from '@ai-perf/analysis-rates';

/** Enough for a set of hogs and a pair; the limit keeps the cost of a round below some milliseconds. */
const mostProcesses = 16;
/** Activity below a hundredth of a CPU, or of what costs as much, is nobody's cause. */
const least = 0.01;

/**
 * Activity in units of a CPU: time taken and waited for, and what sleeps, faults and calls cost, 2 us a sleep and 1 us
 * each.
 */
export const activityOf = (process: ProcessDelta): number =>
  (process.onCpu ?? process.cpu.total) +
  (process.runDelay ?? 0) +
  2e-6 * (process.voluntarySwitches ?? 0) +
  1e-6 * (process.minorFaults + (process.writeCalls ?? 0)) +
  (process.state === 'D' ? 0.5 : 0);

/** Processes to watch, the most active first; those of `always` whatever they do. */
export function interesting(
  delta: HostDelta,
  own: ReadonlySet<number>,
  always: ReadonlySet<number>,
): readonly number[] {
  const ranked = delta.processes
    .filter((process) => !own.has(process.tgid) && (always.has(process.tgid) || activityOf(process) >= least))
    .sort((a, b) => Number(always.has(b.tgid)) - Number(always.has(a.tgid)) || activityOf(b) - activityOf(a));
  return ranked.slice(0, mostProcesses).map(({ tgid }) => tgid);
}

/** Sleeps a second from which it matters whom a process sleeps for. */
const oftenAsleep = 1000;

/** Processes that sleep so often that they may be partners of each other. */
export function restless(snapshots: readonly HostSnapshot[]): readonly number[] {
  const [first, last] = [snapshots[0], snapshots.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const asleep = compareSnapshots(first, last).processes.filter(
    ({ voluntarySwitches }) => (voluntarySwitches ?? 0) >= oftenAsleep,
  );
  return asleep
    .sort((a, b) => (b.voluntarySwitches ?? 0) - (a.voluntarySwitches ?? 0))
    .slice(0, mostProcesses)
    .map(({ tgid }) => tgid);
}
