import type { FrameId, UserStackCopy } from '@ai-perf/core-model';
import { unwindUserStack } from '@ai-perf/analysis-unwind';
import type { FrameLocator, SampledProcess } from './frame-locator.ts';
import type { WalkEnd } from './truncation.ts';
import { isVsyscall } from './unmapped.ts';

/** User frames of one sample. */
export interface UserWalk {
  readonly frames: readonly FrameId[];
  readonly end: WalkEnd;
}

/**
 * By the frame pointers that the kernel followed. What is no code is no caller: from there on the walk went astray,
 * most often behind main, in a C library that uses the register for other things.
 */
export function walkedByKernel(locator: FrameLocator, pcs: readonly number[], process: SampledProcess): UserWalk {
  const frames: FrameId[] = [];
  let depth = 0;
  for (const pc of pcs) {
    if (depth > 0 && isNoCode(pc - 1, process)) break;
    frames.push(locator.user(pc, depth === 0 ? 'ip' : 'return-address', process));
    depth += 1;
  }
  return { frames, end: null };
}

/** Without any mapping known (they may not be read), nothing can be said. */
function isNoCode(address: number, { space }: SampledProcess): boolean {
  return space !== null && !space.isEmpty && space.find(address) === null && !isVsyscall(address);
}

/** By call frame information over the copied stack. */
export function unwound(locator: FrameLocator, copy: UserStackCopy, process: SampledProcess): UserWalk {
  const { frames, end } = unwindUserStack(copy, (address) => locator.codeAt(address, process));
  return { frames: frames.map(({ pc, at }) => locator.user(pc, at, process)), end };
}
