import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { makesProgress } from '../progress.ts';
import { grade } from '../grade.ts';
import type { Observation } from '../observation.ts';
import { bySnapshots, byStacks } from '../proofs.ts';
import type { Accusation, Proof, Rule } from '../rule.ts';
import { hotSite } from '../stacks/site.ts';
import { samplesOf, stacksOf } from '../stacks/stack-counts.ts';
import { accusable, cpuOf, culpritOf, demandOf, isBackground, nameOf, stepsOf } from '../subjects.ts';
import { thresholds } from '../thresholds.ts';

const limit = thresholds.cpu;

/**
 * A thread runs all the time and works on nothing new: no page, no byte, no request. No counter of the host says so.
 */
export const cpuSpin: Rule = {
  resource: 'cpu',
  mechanism: 'spin',
  sources: ['Documentation/scheduler/sched-stats.rst', 'proc_pid_schedstat(5)', 'proc_pid_stat(5)'],
  judge: (observation) =>
    accusable(observation)
      .filter((process) => !isBackground(process) && wantsAllTheTime(observation, process) && !makesProgress(process))
      .map((process) => accuse(observation, process)),
};

function wantsAllTheTime(observation: Observation, process: ProcessDelta): boolean {
  return [demandOf(process), ...stepsOf(observation, process, demandOf)].every(
    (demand) => demand >= limit.wanting.from,
  );
}

function accuse(observation: Observation, process: ProcessDelta): Accusation {
  const stacks = stacksOf(observation.profile, process.tgid);
  const site = hotSite(stacks);
  const where = site === null ? '' : ` in ${site.function ?? ''}`;
  return {
    culprit: culpritOf(process),
    site,
    strength: grade(demandOf(process), limit.wanting),
    title: `${nameOf(process)} spins${where}: ${cpuOf(process).toFixed(2)} CPUs all the time`,
    proofs: proofsOf(observation, process, site?.share ?? null),
    wouldNeed: [],
    closeUp: null,
  };
}

function proofsOf(observation: Observation, process: ProcessDelta, share: number | null): Proof[] {
  const { tgid } = process;
  const proofs = [
    bySnapshots(observation, {
      claim: 'CPU time taken, in units of one CPU',
      value: cpuOf(process),
      unit: 's/s',
      baseline: limit.wanting.from,
      command: `cat /proc/${tgid}/schedstat; sleep 5; cat /proc/${tgid}/schedstat`,
    }),
    bySnapshots(observation, {
      claim: 'page faults: it works on nothing new',
      value: process.minorFaults + process.majorFaults,
      unit: '1/s',
      baseline: limit.progressFaults,
      command: `ps -o min_flt,maj_flt -p ${tgid}`,
    }),
  ];
  if (observation.profile === null || share === null) return proofs;
  const samples = samplesOf(stacksOf(observation.profile, tgid));
  return [
    ...proofs,
    byStacks(observation.profile, samples, {
      tgid,
      claim: 'CPU samples in that function',
      value: share,
      unit: 'share',
    }),
  ];
}
