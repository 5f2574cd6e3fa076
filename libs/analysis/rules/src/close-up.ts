import type { CloseUpEvent, Observation } from './observation.ts';
import type { StackCounts } from './stacks/stack-counts.ts';

/** The stacks of a second measurement, null where it was not taken. */
export const closeUpOf = ({ closeUps }: Observation, event: CloseUpEvent, tgid: number): StackCounts | null =>
  closeUps.find((near) => near.tgid === tgid && near.event === event)?.stacks ?? null;
