import type { ProcessWatch, TaskMoment } from '@ai-perf/core-model';
import type { Observation } from './observation.ts';

export const watchOf = ({ watch }: Observation, tgid: number): ProcessWatch | null =>
  watch?.processes.find((process) => process.tgid === tgid) ?? null;

/** Mean number of the process's threads that were in such a moment: 2.5 is two or three of them at any time. */
export function threadsIn(process: ProcessWatch | null, fits: (moment: TaskMoment) => boolean): number {
  if (process === null || process.rounds === 0) return 0;
  return process.moments.filter(fits).reduce((sum, moment) => sum + moment.seen, 0) / process.rounds;
}
