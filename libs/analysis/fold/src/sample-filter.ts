import type { FrameSpace, Profile } from '@ai-perf/core-model';

/** Which samples count. A list that is left out lets all pass. */
export interface SampleFilter {
  readonly comms?: readonly string[];
  readonly tgids?: readonly number[];
  readonly tids?: readonly number[];
  /** `user` takes the kernel frames off each stack, `kernel` the others; a stack with none left is dropped by name. */
  readonly space?: 'kernel' | 'user';
}

export type DropReason =
  'zero weight' | 'other command' | 'other process' | 'other thread' | 'no kernel frame' | 'no user frame';

/** Why a sample (row of `profile.samples`) does not count, or null when it does. */
export type SampleJudge = (row: number) => DropReason | null;

export function sampleJudge(profile: Profile, filter: SampleFilter): SampleJudge {
  const { samples, strings } = profile;
  const rules: (readonly [DropReason, (row: number) => boolean])[] = [];
  const refuse = <T>(
    reason: DropReason,
    wanted: readonly T[] | undefined,
    valueOf: (row: number) => T | undefined,
  ): void => {
    if (wanted === undefined) return;
    const allowed = new Set<T | undefined>(wanted);
    rules.push([reason, (row) => !allowed.has(valueOf(row))]);
  };
  refuse('other command', filter.comms, (row) => strings[samples.comm[row] ?? -1]);
  refuse('other process', filter.tgids, (row) => samples.tgid[row]);
  refuse('other thread', filter.tids, (row) => samples.tid[row]);
  return (row) => rules.find(([, refused]) => refused(row))?.[0] ?? null;
}

/** Whether a frame of `space` stays on its stack under the filter. */
export function staysOnStack(space: FrameSpace, filter: SampleFilter): boolean {
  return filter.space === undefined || (filter.space === 'kernel') === (space === 'kernel');
}
