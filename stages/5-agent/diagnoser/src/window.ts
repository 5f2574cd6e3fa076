import type { HostSnapshot, TaskWatch } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Milliseconds, Seconds } from '@ai-perf/core-units';
import { compareSnapshots } from '@ai-perf/analysis-rates';
import type { Instruments } from './instruments.ts';
import { interesting } from './interest.ts';
import { ownProcesses, treeOf } from './tree.ts';

// A step is long enough for 100 ticks of CPU time and short enough to see a burst; the first ones are shorter, since
// what is worth watching is known only after the first. A long window has no more than some thirty steps.
const stepLength = 1;
const usualSteps = 30;
const firstSteps = [0.25, 0.25, 0.5];

/** What was seen of the window so far; grows while it lasts. */
export interface WindowRecord {
  readonly snapshots: HostSnapshot[];
  readonly watches: TaskWatch[];
}

export interface WindowPlan {
  readonly instruments: Instruments;
  readonly duration: Seconds;
  /** Ctrl-C, or the end of the process that is looked at. */
  readonly stop: AbortSignal;
  readonly self: number;
  /** The process that is asked about, null for the whole host. */
  readonly root: number | null;
  /** Called once, after the first snapshot. */
  readonly onOpen: (first: HostSnapshot) => void;
  /** Called after each step with what was seen so far. */
  readonly onStep: (seen: WindowRecord) => void;
}

/**
 * Takes a snapshot at the beginning and after every step, and watches the threads of the active processes in between.
 */
export async function openWindow(plan: WindowPlan): Promise<WindowRecord> {
  const first = plan.instruments.snapshot();
  const seen: WindowRecord = { snapshots: [first], watches: [] };
  plan.onOpen(first);
  for (const length of stepLengths(plan.duration)) {
    if (plan.stop.aborted) break;
    await step(plan, seen, length);
    plan.onStep(seen);
  }
  return seen;
}

/** `5` -> .25 .25 .5 1 1 1 1; what is left over is shared by the last two. */
export function stepLengths(duration: Seconds): readonly number[] {
  const lengths: number[] = [];
  for (let left: number = duration; left > 0;) {
    const wanted = firstSteps[lengths.length] ?? Math.max(stepLength, duration / usualSteps);
    const length = left < 1.5 * wanted ? left : wanted;
    lengths.push(length);
    left -= length;
  }
  return lengths;
}

async function step({ instruments, stop, self, root }: WindowPlan, seen: WindowRecord, length: number): Promise<void> {
  const end = new AbortController();
  const tgids = whomToWatch(seen, self, root);
  const watching = tgids.length === 0 ? null : instruments.watch(tgids, end.signal);
  await instruments.pause(as<Milliseconds>(length * 1000), stop);
  end.abort();
  if (watching !== null) seen.watches.push(await watching);
  seen.snapshots.push(instruments.snapshot());
}

function whomToWatch({ snapshots }: WindowRecord, self: number, root: number | null): readonly number[] {
  const always = root === null ? new Set<number>() : treeOf(root, snapshots);
  const [before, last] = snapshots.slice(-2);
  if (before === undefined || last === undefined) return [...always];
  return interesting(compareSnapshots(before, last), ownProcesses(self, snapshots, always), always);
}
