import { placeOf, tgidOf } from '../advice.ts';
import type { Advice, Remedy } from '../advice.ts';

const leak: Remedy = {
  resource: 'memory',
  mechanism: 'leak',
  advise: ({ verdict }): Advice[] => [
    {
      action:
        `Find who should free what ${placeOf(verdict, 'the growing part')} allocates: a missing free, or a ` +
        'cache or list without a bound',
      reason: 'Resident memory grows in every step of the window and none of it comes back',
      risk: 'Freeing too early is worse than a leak: check with a debug allocator first',
      expected: { value: 0, unit: 'bytes/s', interval: [-1_000_000, 500_000] },
      verify: `grep VmRSS /proc/${tgidOf(verdict)}/status; sleep 10; grep VmRSS /proc/${tgidOf(verdict)}/status`,
      sources: ['proc_pid_status(5)', 'malloc(3)'],
    },
    {
      action: 'Until it is mended, bound the harm: a memory limit for its cgroup and a restart',
      reason: 'The limit makes the kernel reclaim or kill this one instead of whoever asks for memory next',
      risk: 'It is killed when it reaches the limit',
      expected: null,
      verify: 'grep -E "MemAvailable|SwapFree" /proc/meminfo',
      sources: ['Documentation/admin-guide/cgroup-v2.rst memory.max'],
    },
  ],
};

const minorFaults: Remedy = {
  resource: 'memory',
  mechanism: 'minor-faults',
  advise: ({ verdict }): Advice[] => [
    {
      action:
        `Keep the memory that ${placeOf(verdict, 'it')} touches instead of giving it back each time: reuse ` +
        'one buffer, and avoid munmap, MADV_DONTNEED and free of large blocks in the loop',
      reason:
        'Every page that was given back is cleared and mapped again at the next touch, about a microsecond ' +
        'for 4 KiB',
      risk: 'The process keeps that memory while it does not need it',
      expected: { value: 0, unit: '1/s', interval: [0, 1000] },
      verify: `ps -o min_flt,time -p ${tgidOf(verdict)}; sleep 5; ps -o min_flt,time -p ${tgidOf(verdict)}`,
      sources: ['madvise(2)', 'mallopt(3) M_TRIM_THRESHOLD, M_MMAP_THRESHOLD'],
    },
    {
      action:
        'If malloc gives it back, raise its thresholds: MALLOC_TRIM_THRESHOLD_ and MALLOC_MMAP_THRESHOLD_ in ' +
        'its environment',
      reason: 'glibc returns blocks above 128 KiB to the kernel at once, unless the thresholds are raised',
      risk: 'Resident memory stays at its peak',
      expected: null,
      verify: `ai-perf diagnose -p ${tgidOf(verdict)}`,
      sources: ['mallopt(3)'],
    },
  ],
};

export const memoryRemedies: readonly Remedy[] = [leak, minorFaults];
