import type { ProcessWatch, TaskMoment } from '@ai-perf/core-model';
import type { Observation } from './observation.ts';

export const watchOf = ({ watch }: Observation, tgid: number): ProcessWatch | null =>
  watch?.processes.find((process) => process.tgid === tgid) ?? null;

/** How often threads of the process were seen in such a moment. */
export const looksAt = (process: ProcessWatch | null, fits: (moment: TaskMoment) => boolean): number =>
  process === null ? 0 : process.moments.filter(fits).reduce((sum, moment) => sum + moment.seen, 0);

/** Mean number of the process's threads that were in such a moment: 2.5 is two or three of them at any time. */
export const threadsIn = (process: ProcessWatch | null, fits: (moment: TaskMoment) => boolean): number =>
  process === null || process.rounds === 0 ? 0 : looksAt(process, fits) / process.rounds;
