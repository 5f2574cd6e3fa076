import type { Site } from '@ai-perf/core-model';
import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { isEven } from '../evenness.ts';
import { grade } from '../grade.ts';
import type { Observation } from '../observation.ts';
import { bySnapshots } from '../proofs.ts';
import type { Accusation, Proof, Rule } from '../rule.ts';
import { faultSite } from '../fault-site.ts';
import { shareWith, stacksOf } from '../stacks/stack-counts.ts';
import { accusable, culpritOf, demandOf, nameOf, stepsOf, systemShare } from '../subjects.ts';
import { thresholds } from '../thresholds.ts';

const limit = thresholds.leak;

/** Resident memory grows evenly, step after step, at a rate that uses up what is free in a foreseeable time. */
export const memoryLeak: Rule = {
  resource: 'memory',
  mechanism: 'leak',
  sources: [
    'proc_pid_statm(5)',
    'proc_meminfo(5) MemAvailable',
    'Brendan Gregg, Memory Leak (and Growth) Flame Graphs',
  ],
  judge: (observation) =>
    accusable(observation)
      .filter((process) => growsEvenly(observation, process))
      .map((process) => accuse(observation, process)),
};

function growsEvenly(observation: Observation, process: ProcessDelta): boolean {
  const growth = process.residentGrowth;
  if (growth < limit.growth || isChurn(observation, process) || isYoung(process)) return false;
  return isEven(
    stepsOf(observation, process, (step) => step.residentGrowth),
    growth,
  );
}

// A program that faults pages in and gives them back is caught at another height of its wave each time.
const isChurn = ({ pageSize }: Observation, { residentGrowth, minorFaults }: ProcessDelta): boolean =>
  minorFaults >= thresholds.minorFaults.rate.from &&
  residentGrowth / pageSize < thresholds.minorFaults.kept * minorFaults;

// Compilers, interpreters and loaders grow evenly for seconds and mean it. A leak in its first minute that is not the
// work of a program at full speed is told all the same: faulting pages in is the kernel's time, not the program's.
const isYoung = (process: ProcessDelta): boolean =>
  process.age < limit.youth && demandOf(process) >= limit.building && systemShare(process) <= 1 - limit.building;

// Code made at run time means a virtual machine, and that a garbage collector: its heap grows from one collection to
// the next, and only what is left after several of them is a leak.
function isCollected({ profile, host }: Observation, { tgid }: ProcessDelta): boolean {
  const compiled = shareWith(stacksOf(profile, tgid), ({ space }) => space === 'jit');
  return compiled >= limit.compiled && host.window < limit.collections;
}

/** Seconds until what is free now is gone. */
const exhaustionOf = ({ host }: Observation, process: ProcessDelta): number =>
  (host.memory['MemAvailable']?.now ?? host.memoryTotal) / process.residentGrowth;

function accuse(observation: Observation, process: ProcessDelta): Accusation {
  const place = faultSite(observation, process.tgid);
  const collected = isCollected(observation, process);
  const speed = `${(process.residentGrowth / 1024 ** 2).toFixed(1)} MiB a second`;
  return {
    culprit: culpritOf(process),
    site: place.site,
    strength: (collected ? limit.collected : 1) * grade(exhaustionOf(observation, process), limit.exhaustion),
    title: `${nameOf(process)} grows by ${speed}${whereOf(place.site)} and gives nothing back`,
    proofs: [...proofsOf(observation, process), ...place.proofs],
    wouldNeed: collected
      ? [`a minute or more: ai-perf diagnose -p ${process.tgid} --duration 2m (its heap is collected now and then)`]
      : [],
    closeUp: place.measured ? null : { event: 'page-faults', tgid: process.tgid },
  };
}

const whereOf = (site: Site | null): string => (site === null ? '' : ` in ${site.function ?? ''}`);

function proofsOf(observation: Observation, process: ProcessDelta): Proof[] {
  const command = `grep VmRSS /proc/${process.tgid}/status`;
  return [
    bySnapshots(observation, {
      claim: 'growth of resident memory',
      value: process.residentGrowth,
      unit: 'bytes/s',
      baseline: limit.growth,
      command,
    }),
    bySnapshots(observation, { claim: 'resident memory at the end', value: process.resident, unit: 'bytes', command }),
    bySnapshots(observation, {
      claim: 'time until the memory that is free now is used up',
      value: exhaustionOf(observation, process),
      unit: 's',
      baseline: limit.exhaustion.from,
      command: 'grep MemAvailable /proc/meminfo',
    }),
  ];
}
