import type { CgroupCpuDelta } from '@ai-perf/analysis-rates';
import { grade } from '../grade.ts';
import type { Observation } from '../observation.ts';
import { bySnapshots, shellWord } from '../proofs.ts';
import type { Accusation, Proof, Rule } from '../rule.ts';
import { thresholds } from '../thresholds.ts';

const limit = thresholds.quota;

/**
 * A cgroup used up its quota in many of its periods, and its threads stood still for the rest of them, on idle CPUs or
 * not.
 */
export const cpuQuota: Rule = {
  resource: 'cpu',
  mechanism: 'quota',
  sources: ['Documentation/scheduler/sched-bwc.rst', 'Documentation/admin-guide/cgroup-v2.rst cpu.max'],
  judge: (observation) =>
    observation.host.cgroupCpu
      .filter((group) => group.periods >= limit.periods)
      .map((group) => accuse(observation, group)),
};

function accuse(observation: Observation, group: CgroupCpuDelta): Accusation {
  const percent = (group.throttledShare * 100).toFixed(0);
  const allowed = group.allowed.toFixed(2);
  return {
    culprit: { kind: 'cgroup', cgroup: group.path },
    site: null,
    strength: grade(group.throttledShare, limit.throttled),
    title: `cgroup ${group.path} may use ${allowed} CPUs and was throttled in ${percent} % of its periods`,
    proofs: proofsOf(observation, group),
    wouldNeed: [],
    closeUp: null,
  };
}

function proofsOf(observation: Observation, group: CgroupCpuDelta): Proof[] {
  const folder = group.version === 2 ? `/sys/fs/cgroup${group.path}` : `/sys/fs/cgroup/cpu${group.path}`;
  const command = `cat ${shellWord(`${folder}/cpu.stat`)}`;
  const claims = [
    {
      claim: 'periods that ended throttled',
      value: group.throttledShare,
      unit: 'share',
      baseline: limit.throttled.from,
      command,
    },
    { claim: 'time its run queues stood throttled', value: group.throttledTime, unit: 's/s', command },
    ...(group.used === null
      ? []
      : [{ claim: 'CPU time it used', value: group.used, unit: 's/s', baseline: group.allowed, command }]),
  ];
  return claims.map((claim) => bySnapshots(observation, claim));
}
