import { placeOf, tgidOf } from '../advice.ts';
import type { Advice, Remedy } from '../advice.ts';

const fsyncStorm: Remedy = {
  resource: 'disk',
  mechanism: 'fsync-storm',
  advise: ({ verdict }): Advice[] => [
    {
      action:
        `Make many records durable with one fsync in ${placeOf(verdict, 'the writer')} (group commit): ` +
        'collect for some milliseconds, write, sync once, answer all',
      reason: 'Each fsync waits for the journal and for a cache flush of the device, however little was written',
      risk: 'Answers come some milliseconds later; nothing may be answered before its sync',
      expected: null,
      verify: "awk '{print $3, $19}' /proc/diskstats; sleep 5; awk '{print $3, $19}' /proc/diskstats",
      sources: ['fsync(2)', 'Documentation/admin-guide/iostats.rst'],
    },
    {
      action:
        'Use fdatasync on a file of fixed size instead of fsync, where time stamps and length need not be ' + 'durable',
      reason: 'It then commits no metadata: one write less and no journal',
      risk: 'None for the data; a grown length is still written',
      expected: null,
      verify: `cat /proc/${tgidOf(verdict)}/task/*/syscall`,
      sources: ['fdatasync(2)', 'fallocate(2)'],
    },
  ],
};

export const diskRemedies: readonly Remedy[] = [fsyncStorm];
