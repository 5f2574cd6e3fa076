import type { FrameSpace, Profile } from '@ai-perf/core-model';
import type { Count, Nanoseconds, Ratio } from '@ai-perf/core-units';
import { ratio } from '@ai-perf/core-units';

export interface StackFrame {
  readonly function: string;
  /** Path of the file it was mapped from; empty where the frame belongs to none. */
  readonly module: string;
  readonly space: FrameSpace;
}

/** One stack of one thread and what it weighs, leaf first. */
export interface CountedStack {
  readonly tgid: number;
  readonly tid: number;
  readonly frames: readonly StackFrame[];
  readonly samples: Count;
  /** In the profile's own unit. */
  readonly weight: number;
}

/** A profile as the rules read it: each thread's stacks with their weights, most weight first. */
export interface StackCounts {
  readonly event: string;
  readonly duration: Nanoseconds;
  readonly samples: Count;
  readonly weight: number;
  /** CPU time of a unit of weight where the event is a clock. */
  readonly weightUnit: Profile['weightUnit'];
  readonly lost: Count;
  readonly stacks: readonly CountedStack[];
}

/** Stacks of one process. */
export const stacksOf = (counts: StackCounts | null, tgid: number): readonly CountedStack[] =>
  counts === null ? [] : counts.stacks.filter((stack) => stack.tgid === tgid);

export const weightOf = (stacks: readonly CountedStack[]): number =>
  stacks.reduce((sum, stack) => sum + stack.weight, 0);
export const samplesOf = (stacks: readonly CountedStack[]): number =>
  stacks.reduce((sum, stack) => sum + stack.samples, 0);

/** Part of the weight whose stack has a frame that fits. */
export const shareWith = (stacks: readonly CountedStack[], fits: (frame: StackFrame) => boolean): Ratio =>
  ratio(weightOf(stacks.filter((stack) => stack.frames.some(fits))), weightOf(stacks));

/** Part of the weight that was spent in the kernel. */
export const kernelShare = (stacks: readonly CountedStack[]): Ratio =>
  ratio(weightOf(stacks.filter((stack) => stack.frames[0]?.space === 'kernel')), weightOf(stacks));
