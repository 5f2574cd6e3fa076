import type { Culprit } from '@ai-perf/core-model';
import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { makesProgress } from '../progress.ts';
import { grade } from '../grade.ts';
import type { Observation } from '../observation.ts';
import { bySnapshots } from '../proofs.ts';
import type { Accusation, Proof, Rule } from '../rule.ts';
import { accusable, cpuOf, culpritOf, demandOf, isBackground, nameOf, stepsOf } from '../subjects.ts';
import { thresholds } from '../thresholds.ts';

const limit = thresholds.runQueue;

/**
 * More threads want a CPU than there are CPUs, steadily, and they are equals: nobody of them is the victim of another.
 */
export const cpuRunQueue: Rule = {
  resource: 'cpu',
  mechanism: 'run-queue',
  sources: [
    'Documentation/accounting/psi.rst',
    'Documentation/scheduler/sched-stats.rst',
    'kernel/sched/stats.h sched_info_arrive',
  ],
  judge(observation) {
    const { host } = observation;
    const hogs = ofOneKind(equalHogs(observation), limit.demandPerCpu * host.cpuCount);
    const waiting = hogs.reduce((sum, hog) => sum + (hog.runDelay ?? 0), 0);
    const atWork = hogs.some(makesProgress) ? limit.atWork : 1;
    const strength = atWork * grade(waiting / host.cpuCount, limit.waitingPerCpu);
    if (
      strength === 0 ||
      demandOfAll(hogs) < limit.demandPerCpu * host.cpuCount ||
      host.cpu.idle + host.cpu.iowait > limit.idle
    )
      return [];
    return [accuse(observation, hogs, waiting, strength)];
  },
};

/** Those that want a CPU all the time, without the ones that get less than half of what the largest gets. */
function equalHogs(observation: Observation): readonly ProcessDelta[] {
  const hogs = accusable(observation)
    .filter((process) => !isBackground(process) && wants(observation, process))
    .sort((a, b) => cpuOf(b) - cpuOf(a) || a.tgid - b.tgid);
  const largest = hogs[0];
  return largest === undefined ? [] : hogs.filter((hog) => cpuOf(hog) >= limit.equal * cpuOf(largest));
}

const demandOfAll = (hogs: readonly ProcessDelta[]): number => hogs.reduce((sum, hog) => sum + demandOf(hog), 0);

/** Those that compute without making progress, where they alone are too many: the others then are their victims. */
function ofOneKind(hogs: readonly ProcessDelta[], tooMany: number): readonly ProcessDelta[] {
  const idle = hogs.filter((hog) => !makesProgress(hog));
  return demandOfAll(idle) >= tooMany ? idle : hogs;
}

const wants = (observation: Observation, process: ProcessDelta): boolean =>
  [demandOf(process), ...stepsOf(observation, process, demandOf)].every((demand) => demand >= limit.wanting);

function accuse(
  observation: Observation,
  hogs: readonly ProcessDelta[],
  waiting: number,
  strength: number,
): Accusation {
  const [largest] = hogs as [ProcessDelta, ...ProcessDelta[]];
  const { cpuCount } = observation.host;
  const who = hogs.length === 1 ? `the threads of ${nameOf(largest)}` : `${hogs.length} processes`;
  return {
    culprit: culpritOfAll(hogs, largest),
    site: null,
    strength,
    title: `${who} compete for ${cpuCount} CPUs: ${waiting.toFixed(1)} of their threads wait at any moment`,
    proofs: proofsOf(observation, hogs, waiting),
    wouldNeed: [],
    closeUp: null,
  };
}

function culpritOfAll(hogs: readonly ProcessDelta[], largest: ProcessDelta): Culprit {
  if (hogs.length === 1) return culpritOf(largest);
  const tgids = hogs.map((hog) => hog.tgid).sort((a, b) => a - b);
  return { kind: 'process-set', tgid: largest.tgid, tgids, comm: largest.comm };
}

function proofsOf(observation: Observation, hogs: readonly ProcessDelta[], waiting: number): Proof[] {
  const { host } = observation;
  const stalled = host.pressure?.cpu.some;
  return [
    bySnapshots(observation, {
      claim: 'threads of theirs that waited for a CPU, on average',
      value: waiting,
      unit: 's/s',
      baseline: limit.waitingPerCpu.from * host.cpuCount,
      command: `cat /proc/${hogs[0]?.tgid}/schedstat`,
    }),
    bySnapshots(observation, {
      claim: 'CPUs they want, taken and waited for',
      value: demandOfAll(hogs),
      unit: 's/s',
      baseline: host.cpuCount,
      command: 'vmstat 1 5',
    }),
    ...(stalled === undefined
      ? []
      : [
          bySnapshots(observation, {
            claim: 'time in which somebody waited for a CPU',
            value: stalled,
            unit: 'share',
            command: 'cat /proc/pressure/cpu',
          }),
        ]),
  ];
}
