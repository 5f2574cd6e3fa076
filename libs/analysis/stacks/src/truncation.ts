import type { FrameId, StackId, StackTable } from '@ai-perf/core-model';
import type { StackEnd } from '@ai-perf/analysis-unwind';
import type { LocatedFrame } from './frame-locator.ts';
import type { IsRoot } from './frame-origin.ts';

/** How the walk of each sample ended; null where the kernel walked, which does not say. */
export type WalkEnd = StackEnd | null;
/** A sample's stack and how its walk ended. */
export type Walk = readonly [StackId, WalkEnd];

/**
 * How many samples end before a root. A walk that says why it ended is believed, unless its outermost frame is a root
 * by name. A kernel's walk is judged by the outermost frame alone; where that has no name it is not judged, since it
 * may be the C library's start_thread, whose name distributions strip.
 */
export function countTruncated(stacks: StackTable, ends: readonly Walk[], frames: readonly LocatedFrame[]): number {
  const outermost = outermostFrames(stacks);
  const known = new Map<FrameId, IsRoot>();
  const isRoot = (frame: FrameId): IsRoot => {
    const answer = known.get(frame) ?? askOrigin(frames[frame]);
    known.set(frame, answer);
    return answer;
  };
  return ends.filter(([stack, end]) => {
    const frame = outermost[stack];
    return frame !== undefined && isTruncated(end, () => isRoot(frame));
  }).length;
}

const askOrigin = (frame: LocatedFrame | undefined): IsRoot =>
  frame === undefined ? 'unknown' : frame.origin.isRoot(frame.address, frame.at);

function isTruncated(end: WalkEnd, isRoot: () => IsRoot): boolean {
  if (end === 'root') return false;
  return end === null ? isRoot() === 'no' : isRoot() !== 'yes';
}

/** For each stack the frame at its root; parents come before their children. */
function outermostFrames({ frame, parent }: StackTable): FrameId[] {
  const outermost: FrameId[] = [];
  frame.forEach((own, row) => outermost.push(outermost[parent[row] ?? -1] ?? own));
  return outermost;
}
