// H1 nothing happens, H2 a batch job at the lowest priority takes what is left: busy, and nobody is hurt.
import { availableParallelism } from 'node:os';
import { ok } from '@ai-perf/core-result';
import type { Running } from '@ai-perf/tools-workloads';
import { graded, rateOf, startFault } from '../fault.ts';
import type { Fault } from '../fault.ts';
import { schedulerTimes } from '../signals/proc-files.ts';

export const idle: Fault = {
  id: 'H1',
  title: 'nothing happens',
  inject: async () =>
    ok({
      label: { resource: 'none', mechanism: 'healthy', culprit: { kind: 'nobody' }, site: null },
      processes: [],
      signal: null,
    }),
};

export const politeBatch: Fault = {
  id: 'H2',
  title: 'a batch job at the lowest priority takes what is left',
  async inject(injection) {
    const workers: Running[] = [];
    const count = Math.max(1, Math.round(availableParallelism() * graded(injection.intensity, [0.5, 1, 1])));
    const duty = graded(injection.intensity, [80, 80, 100]);
    for (let i = 0; i < count; i++) {
      const started = await startFault(injection, { program: 'batch' }, `duty=${duty}`);
      if (!started.ok) return started;
      workers.push(started.value);
    }
    const runningTime = async (): Promise<number> => {
      const all = await Promise.all(workers.map(({ pid }) => schedulerTimes(pid)));
      return all.reduce((sum, { running }) => sum + running, 0);
    };
    return ok({
      label: { resource: 'none', mechanism: 'busy', culprit: { kind: 'nobody' }, site: null },
      processes: workers,
      signal: rateOf('CPU time of the batch job', 's/s', 0.2, runningTime),
    });
  },
};
