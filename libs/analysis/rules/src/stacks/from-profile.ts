import type { Profile } from '@ai-perf/core-model';
import type { Count } from '@ai-perf/core-units';
import { as } from '@ai-perf/core-units';
import type { CountedStack, StackCounts, StackFrame } from './stack-counts.ts';

interface Bin {
  readonly tgid: number;
  readonly tid: number;
  readonly stack: number;
  samples: number;
  weight: number;
}

/** Counts equal stacks of a profile, thread by thread. */
export function countStacks(profile: Profile): StackCounts {
  const bins = [...fillBins(profile).values()].sort(
    (a, b) => b.weight - a.weight || a.tid - b.tid || a.stack - b.stack,
  );
  return {
    event: profile.event,
    duration: profile.duration,
    samples: as<Count>(profile.samples.at.length),
    weight: bins.reduce((sum, bin) => sum + bin.weight, 0),
    weightUnit: profile.weightUnit,
    lost: profile.lost,
    stacks: bins.map((bin) => counted(profile, bin)),
  };
}

function fillBins({ samples }: Profile): Map<string, Bin> {
  const bins = new Map<string, Bin>();
  samples.stack.forEach((stack, row) => {
    const tgid = samples.tgid[row] ?? 0;
    const tid = samples.tid[row] ?? 0;
    const key = `${tgid} ${tid} ${stack}`;
    const bin = bins.get(key) ?? { tgid, tid, stack, samples: 0, weight: 0 };
    bin.samples += 1;
    bin.weight += samples.weight[row] ?? 0;
    bins.set(key, bin);
  });
  return bins;
}

const counted = (profile: Profile, { stack, samples, ...rest }: Bin): CountedStack => ({
  ...rest,
  samples: as<Count>(samples),
  frames: framesOf(profile, stack),
});

// A parent's row number is smaller than its child's, so the walk ends.
function framesOf(profile: Profile, leaf: number): StackFrame[] {
  const { stacks } = profile;
  const found: StackFrame[] = [];
  for (let row = leaf; row >= 0; row = stacks.parent[row] ?? -1) found.push(frameOf(profile, stacks.frame[row] ?? 0));
  return found;
}

function frameOf({ frames, modules, strings }: Profile, frame: number): StackFrame {
  const textOf = (id: number | undefined): string => strings[id ?? -1] ?? '';
  return {
    function: textOf(frames.function[frame]),
    module: textOf(modules.path[frames.module[frame] ?? -1]),
    space: frames.space[frame] ?? 'user',
  };
}
