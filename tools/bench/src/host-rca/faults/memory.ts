// F15 descriptors that are never closed, F17 memory that is never freed, F18 pages given back and touched again.
import { ok } from '@ai-perf/core-result';
import { pick } from '@ai-perf/tools-workloads';
import { graded, processOf, rateOf, startFault } from '../fault.ts';
import type { Fault } from '../fault.ts';
import { fieldOf, minorFaults, openDescriptors, residentBytes, textOf } from '../signals/proc-files.ts';

const leakFunctions = ['cache_session', 'remember_route', 'intern_label', 'queue_event'] as const;
const touchFunctions = ['fill_scratch', 'stage_pixels', 'load_tile'] as const;
const megabyte = 1_000_000;
/** Descriptors that the program has open for other reasons, and a few to spare. */
const spareDescriptors = 64;

export const descriptorLeak: Fault = {
  id: 'F15',
  title: 'files are opened and never closed',
  async inject(injection) {
    const limit = fieldOf(await textOf('/proc/self/limits'), /^Max open files\s+\d+\s+(\d+)/m);
    const sustainable = Math.floor((limit - spareDescriptors) / (injection.duration + 5));
    const rate = Math.min(graded(injection.intensity, [100, 300, 1500]), sustainable);
    const path = pick(injection.session.random, ['/etc/passwd', '/dev/null', '/proc/self/stat']);
    const started = await startFault(injection, { program: 'descriptor-leak' }, `rate=${rate}`, `path=${path}`);
    if (!started.ok) return started;
    const { pid } = started.value;
    return ok({
      label: { resource: 'descriptor', mechanism: 'leak', culprit: processOf(pid), site: null },
      processes: [started.value],
      signal: rateOf('growth of open descriptors', '/s', rate / 2, () => openDescriptors(pid)),
    });
  },
};

export const heapLeak: Fault = {
  id: 'F17',
  title: 'memory is allocated, filled and never freed',
  async inject(injection) {
    const leaker = pick(injection.session.random, leakFunctions);
    // Half of what this process may still have, limits of its cgroup included, is the most that a bench may take.
    const limit = Math.floor(process.availableMemory() / 2);
    const rate = Math.min(graded(injection.intensity, [30, 60, 120]) * megabyte, limit / (injection.duration + 5));
    const build = { program: 'heap-leak', defines: { LEAK_FUNCTION: leaker } };
    const started = await startFault(injection, build, `rate=${Math.floor(rate)}`, `limit=${limit}`);
    if (!started.ok) return started;
    const { pid } = started.value;
    return ok({
      label: { resource: 'memory', mechanism: 'leak', culprit: processOf(pid), site: { function: leaker } },
      processes: [started.value],
      signal: rateOf('growth of resident memory', 'B/s', rate / 2, () => residentBytes(pid)),
    });
  },
};

export const pageChurn: Fault = {
  id: 'F18',
  title: 'pages are given back and touched again',
  async inject(injection) {
    const toucher = pick(injection.session.random, touchFunctions);
    const duty = graded(injection.intensity, [60, 80, 100]);
    const build = { program: 'minor-faults', defines: { TOUCH_FUNCTION: toucher } };
    const started = await startFault(injection, build, `duty=${duty}`);
    if (!started.ok) return started;
    const { pid } = started.value;
    return ok({
      label: { resource: 'memory', mechanism: 'minor-faults', culprit: processOf(pid), site: { function: toucher } },
      processes: [started.value],
      signal: rateOf('minor faults of the program', '/s', 50_000, () => minorFaults(pid)),
    });
  },
};
