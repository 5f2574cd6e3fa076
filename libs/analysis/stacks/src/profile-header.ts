import type { Profile } from '@ai-perf/core-model';

/** What the sampler knows before the first sample. */
export type ProfileHeader = Pick<
  Profile,
  'version' | 'startedAt' | 'clock' | 'event' | 'period' | 'weightUnit' | 'host' | 'command'
>;
