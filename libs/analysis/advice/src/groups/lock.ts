import { placeOf, tgidOf } from '../advice.ts';
import type { Advice, Remedy } from '../advice.ts';

const mutex: Remedy = {
  resource: 'lock',
  mechanism: 'mutex',
  advise: ({ verdict }): Advice[] => [
    {
      action:
        `Hold the lock that ${placeOf(verdict, 'the program')} takes for less time: move waiting, I/O, ` +
        'allocation and computing out of it',
      reason:
        'While one thread holds it all others sleep, so the program is as slow as one thread, and every ' +
        'hand-over costs a wake-up',
      risk: 'What is moved out must not rely on the state that the lock protects',
      expected: null,
      verify: `ai-perf record -e context-switches --call-graph dwarf -p ${tgidOf(verdict)} --duration 2s`,
      sources: ['pthread_mutex_lock(3)', 'futex(7)'],
    },
    {
      action:
        'Split the lock (one for each shard, account or bucket), or keep a value for each thread and add ' +
        'them up when read',
      reason: 'Threads that touch different things then no longer meet',
      risk: 'Operations over several shards need an order of locking, or they deadlock',
      expected: null,
      verify: `ai-perf diagnose -p ${tgidOf(verdict)}`,
      sources: ['futex(7)'],
    },
  ],
};

export const lockRemedies: readonly Remedy[] = [mutex];
