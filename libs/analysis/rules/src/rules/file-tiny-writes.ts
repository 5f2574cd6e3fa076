import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { allOf, grade } from '../grade.ts';
import type { Observation } from '../observation.ts';
import { bySnapshots } from '../proofs.ts';
import type { Accusation, Proof, Rule } from '../rule.ts';
import { isWriteCall } from '../stacks/runtime-frames.ts';
import { callSite } from '../stacks/site.ts';
import { stacksOf } from '../stacks/stack-counts.ts';
import { accusable, cpuOf, culpritOf, demandOf, nameOf } from '../subjects.ts';
import { thresholds } from '../thresholds.ts';

const limit = thresholds.tinyWrites;

/** Very many writes of very few bytes: the system call costs more than what it carries. */
export const fileTinyWrites: Rule = {
  resource: 'file',
  mechanism: 'tiny-writes',
  sources: ['proc_pid_io(5) wchar, syscw', 'write(2)', 'setvbuf(3)'],
  judge: (observation) =>
    accusable(observation)
      .filter((process) => (process.voluntarySwitches ?? 0) <= limit.sleeps * (process.writeCalls ?? 0))
      .map((process) => accuse(observation, process)),
};

function accuse(observation: Observation, process: ProcessDelta): Accusation {
  const calls = process.writeCalls ?? 0;
  const bytes = process.bytesPerWrite ?? Infinity;
  const strengths = [
    grade(calls, limit.calls),
    grade(Math.max(bytes, 1), limit.bytes),
    grade(demandOf(process), limit.cpu),
  ];
  const writes = stacksOf(observation.profile, process.tgid).filter((stack) => stack.frames.some(isWriteCall));
  return {
    culprit: culpritOf(process),
    site: callSite(writes),
    strength: allOf(...strengths),
    title: `${nameOf(process)} makes ${Math.round(calls)} writes a second of ${bytes.toFixed(1)} bytes each`,
    proofs: proofsOf(observation, process, calls),
    wouldNeed: [],
    closeUp: null,
  };
}

function proofsOf(observation: Observation, process: ProcessDelta, calls: number): Proof[] {
  const command = `cat /proc/${process.tgid}/io`;
  const bytes = process.bytesPerWrite ?? 0;
  return [
    bySnapshots(observation, { claim: 'write calls', value: calls, unit: '1/s', baseline: limit.calls.from, command }),
    bySnapshots(observation, {
      claim: 'bytes of a write, on average',
      value: bytes,
      unit: 'bytes',
      baseline: limit.bytes.from,
      command,
    }),
    bySnapshots(observation, {
      claim: 'CPU time it takes, in units of one CPU',
      value: cpuOf(process),
      unit: 's/s',
      baseline: limit.cpu.from,
      command: `cat /proc/${process.tgid}/schedstat`,
    }),
  ];
}
