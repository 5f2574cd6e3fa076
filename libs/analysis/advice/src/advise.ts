import type { Recommendation } from '@ai-perf/core-model';
import type { Case, Remedy } from './advice.ts';
import { cpuRemedies } from './groups/cpu.ts';
import { diskRemedies } from './groups/disk.ts';
import { fileRemedies } from './groups/files.ts';
import { lockRemedies } from './groups/lock.ts';
import { memoryRemedies } from './groups/memory.ts';
import { schedulerRemedies } from './groups/scheduler.ts';

const remedies: readonly Remedy[] = [
  ...cpuRemedies,
  ...lockRemedies,
  ...memoryRemedies,
  ...schedulerRemedies,
  ...fileRemedies,
  ...diskRemedies,
];

/** What can be done about a verdict, the best first; nothing where nothing is wrong or nothing is known. */
export function adviseOn(subject: Case, finding: string): readonly Recommendation[] {
  const { resource, mechanism } = subject.verdict;
  const remedy = remedies.find((known) => known.resource === resource && known.mechanism === mechanism);
  const advice = remedy?.advise(subject) ?? [];
  return advice.map(({ expected, sources, ...rest }) => ({
    finding,
    ...rest,
    expected: expected === null ? null : { ...expected, interval: [...expected.interval] },
    sources: [...sources],
  }));
}
