import { tgidOf } from '../advice.ts';
import type { Advice, Remedy } from '../advice.ts';

const pingPong: Remedy = {
  resource: 'scheduler',
  mechanism: 'ping-pong',
  advise: ({ verdict }): Advice[] => [
    {
      action:
        'Send more in one message: let the partners exchange batches, or let one run ahead through a buffer ' +
        'or ring',
      reason: 'Each hand-over costs two context switches and a wake-up, more than the work that is done in between',
      risk: 'A message may wait for its batch',
      expected: null,
      verify: `grep ctxt /proc/${tgidOf(verdict)}/status; sleep 5; grep ctxt /proc/${tgidOf(verdict)}/status`,
      sources: ['pipe(7)', 'proc_pid_status(5)'],
    },
    {
      action: 'If they must take turns, do both parts in one thread, or pin both to one CPU (taskset)',
      reason:
        'A call costs nanoseconds where a hand-over costs microseconds; on one CPU at least no idle CPU has ' +
        'to be woken',
      risk: 'On one CPU the two can no longer run at the same time',
      expected: null,
      verify: 'vmstat 1 5',
      sources: ['sched_setaffinity(2)', 'taskset(1)'],
    },
  ],
};

export const schedulerRemedies: readonly Remedy[] = [pingPong];
