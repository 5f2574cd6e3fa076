import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { faultSite } from '../fault-site.ts';
import { allOf, grade } from '../grade.ts';
import type { Observation } from '../observation.ts';
import { bySnapshots } from '../proofs.ts';
import type { Accusation, Proof, Rule } from '../rule.ts';
import { accusable, culpritOf, nameOf, systemShare } from '../subjects.ts';
import { thresholds } from '../thresholds.ts';

const limit = thresholds.minorFaults;

/** Pages are faulted in and given back at a high rate: the kernel clears and maps the same memory again and again. */
export const memoryMinorFaults: Rule = {
  resource: 'memory',
  mechanism: 'minor-faults',
  sources: ['getrusage(2) ru_minflt', 'madvise(2) MADV_DONTNEED', 'mm/memory.c do_anonymous_page'],
  judge: (observation) =>
    accusable(observation)
      .filter((process) => keptShare(observation, process) <= limit.kept)
      .map((process) => accuse(observation, process)),
};

/** Part of the faulted pages that stayed: 1 is plain growth, 0 is memory that comes and goes. */
const keptShare = ({ pageSize }: Observation, process: ProcessDelta): number =>
  process.minorFaults === 0 ? 1 : process.residentGrowth / pageSize / process.minorFaults;

function accuse(observation: Observation, process: ProcessDelta): Accusation {
  const place = faultSite(observation, process.tgid);
  const where = place.site === null ? '' : ` in ${place.site.function ?? ''}`;
  return {
    culprit: culpritOf(process),
    site: place.site,
    strength: allOf(grade(process.minorFaults, limit.rate), grade(systemShare(process), limit.system)),
    title: `${nameOf(process)} faults ${Math.round(process.minorFaults)} pages a second${where} and keeps none of them`,
    proofs: [...proofsOf(observation, process), ...place.proofs],
    wouldNeed: [],
    closeUp: place.measured ? null : { event: 'page-faults', tgid: process.tgid },
  };
}

function proofsOf(observation: Observation, process: ProcessDelta): Proof[] {
  const command = `ps -o min_flt,rss,time -p ${process.tgid}`;
  return [
    bySnapshots(observation, {
      claim: 'minor page faults',
      value: process.minorFaults,
      unit: '1/s',
      baseline: limit.rate.from,
      command,
    }),
    bySnapshots(observation, {
      claim: 'part of its CPU time spent in the kernel',
      value: systemShare(process),
      unit: 'share',
      baseline: limit.system.from,
      command: `cat /proc/${process.tgid}/stat`,
    }),
    bySnapshots(observation, {
      claim: 'faulted pages that stayed resident',
      value: keptShare(observation, process),
      unit: 'share',
      baseline: limit.kept,
      command,
    }),
  ];
}
