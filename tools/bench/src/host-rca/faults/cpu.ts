// F01 one program computes, F02 more want the CPU than there are, F05 a cgroup's quota holds its members back.
import { availableParallelism } from 'node:os';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { pick } from '@ai-perf/tools-workloads';
import type { Running } from '@ai-perf/tools-workloads';
import { makeQuotaCgroup } from '../quota-cgroup.ts';
import type { QuotaCgroup } from '../quota-cgroup.ts';
import { graded, processOf, rateOf, startFault } from '../fault.ts';
import type { Fault, Injected, Injection } from '../fault.ts';
import { schedulerTimes } from '../signals/proc-files.ts';

const hotFunctions = ['score_candidates', 'encode_frame', 'match_tokens', 'rank_results'] as const;

export const spin: Fault = {
  id: 'F01',
  title: 'one program computes without end',
  async inject(injection) {
    const hot = pick(injection.session.random, hotFunctions);
    const duty = graded(injection.intensity, [70, 85, 100]);
    const started = await startFault(injection, { program: 'spin', defines: { HOT_FUNCTION: hot } }, `duty=${duty}`);
    if (!started.ok) return started;
    const { pid } = started.value;
    return ok({
      label: { resource: 'cpu', mechanism: 'spin', culprit: processOf(pid), site: { function: hot } },
      processes: [started.value],
      signal: rateOf('CPU time of the program', 's/s', duty * 0.004, async () => (await schedulerTimes(pid)).running),
    });
  },
};

export const runQueue: Fault = {
  id: 'F02',
  title: 'more programs want a CPU than there are',
  async inject(injection) {
    const cores = availableParallelism();
    const count = graded(injection.intensity, [3, 4, 6]) * cores;
    const started = await startMany(injection, count);
    if (!started.ok) return started;
    const tgids = started.value.map((running) => running.pid).sort((a, b) => a - b);
    return ok({
      label: { resource: 'cpu', mechanism: 'run-queue', culprit: { kind: 'process-set', tgids }, site: null },
      processes: started.value,
      signal: rateOf('time the programs wait for a CPU', 's/s', (count - cores) / 2, () => waitingOf(tgids)),
    });
  },
};

async function startMany(injection: Injection, count: number): Promise<Result<Running[]>> {
  const hot = pick(injection.session.random, hotFunctions);
  const all: Running[] = [];
  for (let i = 0; i < count; i++) {
    const started = await startFault(injection, { program: 'spin', defines: { HOT_FUNCTION: hot } });
    if (!started.ok) return started;
    all.push(started.value);
  }
  return ok(all);
}

async function waitingOf(pids: readonly number[]): Promise<number> {
  const all = await Promise.all(pids.map(schedulerTimes));
  return all.reduce((sum, { waiting }) => sum + waiting, 0);
}

export const quota: Fault = {
  id: 'F05',
  title: 'a cgroup reaches its CPU quota in every period',
  async inject(injection) {
    const cgroup = await makeQuotaCgroup(injection.session, graded(injection.intensity, [40_000, 20_000, 10_000]));
    if (!cgroup.ok) return cgroup;
    const hot = pick(injection.session.random, hotFunctions);
    const started = await startFault(injection, { program: 'spin', defines: { HOT_FUNCTION: hot } }, 'threads=4');
    if (!started.ok) return started;
    return holdBack(cgroup.value, started.value);
  },
};

async function holdBack(cgroup: QuotaCgroup, running: Running): Promise<Result<Injected>> {
  try {
    await cgroup.add(running.pid);
  } catch (thrown) {
    const why = (thrown as Error).message;
    return err(problem('no-cgroup', { what: 'cannot put a process into a cgroup', why, fix: 'run as root' }));
  }
  return ok({
    label: { resource: 'cpu', mechanism: 'quota', culprit: { kind: 'cgroup', cgroup: cgroup.path }, site: null },
    processes: [running],
    signal: rateOf('throttled periods', '/s', 5, () => cgroup.throttledPeriods()),
  });
}
