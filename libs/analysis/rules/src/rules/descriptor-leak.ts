import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { isEven } from '../evenness.ts';
import { grade } from '../grade.ts';
import type { Observation } from '../observation.ts';
import { bySnapshots } from '../proofs.ts';
import type { Accusation, Rule } from '../rule.ts';
import { accusable, culpritOf, nameOf, stepsOf } from '../subjects.ts';
import { thresholds } from '../thresholds.ts';

const limit = thresholds.descriptors;

/** Open descriptors grow step by step and do not come back. */
export const descriptorLeak: Rule = {
  resource: 'descriptor',
  mechanism: 'leak',
  sources: ['proc_pid_fd(5)', 'getrlimit(2) RLIMIT_NOFILE'],
  judge: (observation) =>
    accusable(observation)
      .filter((process) => growsSteadily(observation, process))
      .map((process) => accuse(observation, process)),
};

function growsSteadily(observation: Observation, process: ProcessDelta): boolean {
  const growth = process.descriptorGrowth ?? 0;
  if (growth < limit.growth.from || growth * observation.host.window < limit.gained) return false;
  return isEven(
    stepsOf(observation, process, (step) => step.descriptorGrowth),
    growth,
  );
}

function accuse(observation: Observation, process: ProcessDelta): Accusation {
  const growth = process.descriptorGrowth ?? 0;
  const command = `ls /proc/${process.tgid}/fd | wc -l`;
  return {
    culprit: culpritOf(process),
    site: null,
    strength: grade(growth, limit.growth),
    title: `${nameOf(process)} opens ${growth.toFixed(growth < 10 ? 1 : 0)} descriptors a second and closes none`,
    proofs: [
      bySnapshots(observation, {
        claim: 'growth of its open descriptors',
        value: growth,
        unit: '1/s',
        baseline: limit.growth.from,
        command,
      }),
      bySnapshots(observation, {
        claim: 'descriptors open at the end',
        value: process.descriptors ?? 0,
        unit: 'descriptors',
        command,
      }),
    ],
    wouldNeed: [],
    closeUp: null,
  };
}
