// F06 threads stand in line for one mutex, F11 two processes hand one byte to and fro.
import { ok } from '@ai-perf/core-result';
import { pick } from '@ai-perf/tools-workloads';
import { graded, processOf, rateOf, startFault } from '../fault.ts';
import type { Fault } from '../fault.ts';
import { contextSwitches, threadsInFutex } from '../signals/proc-files.ts';

const lockFunctions = ['update_balance', 'publish_metrics', 'acquire_slot', 'append_session'] as const;
const workFunctions = ['recompute_totals', 'rebuild_index', 'merge_entries'] as const;

export const mutexConvoy: Fault = {
  id: 'F06',
  title: 'threads stand in line for one mutex',
  async inject(injection) {
    const { random } = injection.session;
    const taker = pick(random, lockFunctions);
    const defines = { LOCK_FUNCTION: taker, WORK_FUNCTION: pick(random, workFunctions) };
    const threads = graded(injection.intensity, [6, 8, 16]);
    const started = await startFault(injection, { program: 'mutex-convoy', defines }, `threads=${threads}`);
    if (!started.ok) return started;
    const { pid } = started.value;
    return ok({
      label: { resource: 'lock', mechanism: 'mutex', culprit: processOf(pid), site: { function: taker } },
      processes: [started.value],
      signal: {
        name: 'threads asleep in futex', unit: 'threads', kind: 'level', least: threads / 2,
        read: () => threadsInFutex(pid),
      },
    });
  },
};

export const pingPong: Fault = {
  id: 'F11',
  title: 'two processes hand one byte to and fro',
  async inject(injection) {
    const work = graded(injection.intensity, [10_000, 2_000, 0]);
    const started = await startFault(injection, { program: 'ping-pong' }, `work=${work}`);
    if (!started.ok) return started;
    const tgids = [...started.value.pids].sort((a, b) => a - b);
    const switchesOf = async (): Promise<number> =>
      (await Promise.all(tgids.map(contextSwitches))).reduce((sum, count) => sum + count, 0);
    return ok({
      label: { resource: 'scheduler', mechanism: 'ping-pong', culprit: { kind: 'process-set', tgids }, site: null },
      processes: [started.value],
      signal: rateOf('context switches of the pair', '/s', 10_000, switchesOf),
    });
  },
};
