import type { FrameSpace } from '@ai-perf/core-model';

export type FrameAt = 'ip' | 'return-address';

/** A frame as a reader sees it. */
export interface FrameText {
  readonly function: string;
  /** Path of the module, or null for none. */
  readonly module: string | null;
  readonly buildId: string | null;
  readonly address: number | null;
  readonly space: FrameSpace;
}

/** `yes`: nothing called it. `no`: something did, so callers are missing. `unknown`: it has no name that would tell. */
export type IsRoot = 'yes' | 'no' | 'unknown';

/** Where frames come from: a file, the kernel, a compiler's memory. Names are made once, at the end. */
export interface FrameOrigin {
  describe(address: number, at: FrameAt): FrameText;
  isRoot(address: number, at: FrameAt): IsRoot;
}

/** The instruction that was running or calling: a return address may already lie in the next function. */
export const lookupAddress = (address: number, at: FrameAt): number => (at === 'ip' ? address : address - 1);
