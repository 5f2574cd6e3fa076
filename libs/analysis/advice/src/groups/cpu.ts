import { shellWord } from '@ai-perf/analysis-rules';
import { placeOf, tgidOf, valueOf } from '../advice.ts';
import type { Advice, Remedy } from '../advice.ts';

const spin: Remedy = {
  resource: 'cpu',
  mechanism: 'spin',
  advise: ({ verdict }): Advice[] => [
    {
      action:
        `Look at the loop in ${placeOf(verdict, 'the hottest function')}: block in poll(2) or a condition ` +
        'variable instead of asking again and again, or do less work in it',
      reason: 'The thread never sleeps and touches no new page, file or socket, so only its own code can end the loop',
      risk: 'None for the host; a program that blocks needs whoever it waits for to wake it',
      expected: { value: 0.05, unit: 's/s', interval: [0, 0.5] },
      verify: `ai-perf diagnose -p ${tgidOf(verdict)}`,
      sources: ['poll(2)', 'pthread_cond_wait(3)'],
    },
    {
      action: 'If the computing is wanted, give it a lower weight, so that it takes only what others leave',
      reason: 'A niced thread gets about 1/68 of the CPU time of a normal one that wants the same CPU (nice 19)',
      risk: 'It takes longer when the host is busy',
      expected: null,
      verify: `ps -o pid,ni,pcpu -p ${tgidOf(verdict)}; cat /proc/pressure/cpu`,
      sources: ['nice(1)', 'renice(1)', 'sched(7)'],
    },
  ],
};

const runQueue: Remedy = {
  resource: 'cpu',
  mechanism: 'run-queue',
  advise: (subject): Advice[] => [
    {
      action:
        'Run no more of them at a time than there are CPUs (`make -j$(nproc)`, a smaller pool of workers), ' +
        'or give them more CPUs',
      reason: 'Every thread beyond the number of CPUs only waits, and makes all others wait longer',
      risk: 'Work that also waits for disks or peers needs a few more workers than CPUs',
      expected: { value: 0, unit: 's/s', interval: [0, (valueOf(subject, 'threads of theirs') ?? 1) / 4] },
      verify: 'cat /proc/pressure/cpu; vmstat 1 5',
      sources: ['Documentation/accounting/psi.rst', 'sched(7)'],
    },
    {
      action:
        'If all of them must run, nice those that nobody waits for, or put them into a cgroup with a low ' +
        'cpu.weight',
      reason: 'Weights decide who waits when there is not enough for all',
      risk: 'The niced ones take longer',
      expected: null,
      verify: `cat /proc/${tgidOf(subject.verdict)}/schedstat`,
      sources: ['nice(1)', 'Documentation/admin-guide/cgroup-v2.rst cpu.weight'],
    },
  ],
};

const quota: Remedy = {
  resource: 'cpu',
  mechanism: 'quota',
  advise: ({ verdict, evidence }): Advice[] => {
    const command = evidence.find((one) => one.claim.startsWith('periods that ended'))?.command ?? 'cat cpu.stat';
    const group = shellWord(verdict.culprit?.cgroup ?? '/');
    return [
      {
        action:
          `Raise or remove the quota of cgroup ${group} (cpu.max; cpu.cfs_quota_us in version 1; limits.cpu of ` +
          'a container), or give its program fewer threads',
        reason:
          'The group uses up its quota early in each period and all its threads stand still until the next ' +
          'one, even on idle CPUs',
        risk: 'Other groups lose the CPU time that it gains',
        expected: { value: 0, unit: 'share', interval: [0, 0.1] },
        verify: command,
        sources: ['Documentation/scheduler/sched-bwc.rst', 'Documentation/admin-guide/cgroup-v2.rst cpu.max'],
      },
      {
        action: 'If it is bursts that are cut, allow them with cpu.max.burst (cpu.cfs_burst_us)',
        reason: 'Quota that was not used is saved up for later periods',
        risk: 'For a while the group takes more than its average share',
        expected: null,
        verify: command,
        sources: ['Documentation/scheduler/sched-bwc.rst, Burst feature'],
      },
    ];
  },
};

export const cpuRemedies: readonly Remedy[] = [spin, runQueue, quota];
