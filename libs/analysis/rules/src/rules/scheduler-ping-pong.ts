import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { allOf, grade } from '../grade.ts';
import { busiestLock } from '../lock-words.ts';
import type { Observation } from '../observation.ts';
import { alternatingPairs } from '../pairs.ts';
import { bySnapshots } from '../proofs.ts';
import type { Accusation, Proof, Rule } from '../rule.ts';
import { accusable, cpuOf, culpritOf, nameOf } from '../subjects.ts';
import { isSyscall } from '../syscall-numbers.ts';
import { thresholds } from '../thresholds.ts';
import { threadsIn, watchOf } from '../watch.ts';

const limit = thresholds.pingPong;

/** Two that wake each other for a turn of microseconds: the switches cost more than the work between them. */
export const schedulerPingPong: Rule = {
  resource: 'scheduler',
  mechanism: 'ping-pong',
  sources: ['proc_pid_status(5) voluntary_ctxt_switches', 'pipe(7)', 'kernel/sched/core.c __schedule'],
  judge(observation) {
    const restless = accusable(observation).filter((process) => isRestless(observation, process));
    const pairs = alternatingPairs(restless, observation.links, limit.alike);
    const paired = new Set(pairs.flat());
    const alone = restless.filter((process) => !paired.has(process) && process.threads > 1);
    return [
      ...pairs.map((pair) => accuse(observation, pair)),
      ...alone.map((process) => accuse(observation, [process])),
    ];
  },
};

const sleepsOf = (process: ProcessDelta): number => process.voluntarySwitches ?? 0;
const turnOf = (members: readonly ProcessDelta[]): number => sum(members, cpuOf) / Math.max(1, sum(members, sleepsOf));
const sum = (members: readonly ProcessDelta[], read: (process: ProcessDelta) => number): number =>
  members.reduce((total, member) => total + read(member), 0);

/** Sleeps very often after very little work, and waits for somebody: not for a timer, a device or a lock. */
function isRestless(observation: Observation, process: ProcessDelta): boolean {
  if (sleepsOf(process) < limit.switches.from || turnOf([process]) > limit.turn.from) return false;
  const watch = watchOf(observation, process.tgid);
  const asleep = threadsIn(watch, ({ state }) => state === 'S' || state === 'D');
  const elsewhere = threadsIn(
    watch,
    ({ state, syscall }) =>
      state === 'D' ||
      isSyscall(observation.machine, 'sleep', syscall) ||
      isSyscall(observation.machine, 'sync', syscall),
  );
  return (asleep === 0 || elsewhere < 0.5 * asleep) && busiestLock(watch) < thresholds.lock.waiting.from;
}

function accuse(observation: Observation, members: readonly ProcessDelta[]): Accusation {
  const [first] = members as [ProcessDelta, ...ProcessDelta[]];
  const all = sum(accusable(observation), sleepsOf);
  const own = sum(members, sleepsOf);
  const turn = (turnOf(members) * 1e6).toFixed(1);
  const standsOut = own >= limit.share * all;
  const tgids = members.map((member) => member.tgid).sort((a, b) => a - b);
  const who = members.length === 1 ? `threads of ${nameOf(first)}` : members.map(nameOf).join(' and ');
  return {
    culprit:
      members.length === 1
        ? { ...culpritOf(first), kind: 'thread-set' }
        : { kind: 'process-set', tgid: first.tgid, tgids, comm: first.comm },
    site: null,
    strength: standsOut ? allOf(grade(own / members.length, limit.switches), grade(turnOf(members), limit.turn)) : 0,
    title: `${who} wake each other ${Math.round(own)} times a second, for turns of ${turn} us`,
    proofs: proofsOf(observation, members, own),
    wouldNeed: [],
    closeUp: null,
  };
}

function proofsOf(observation: Observation, members: readonly ProcessDelta[], own: number): Proof[] {
  const status = members.map(({ tgid }) => `/proc/${tgid}/status`).join(' ');
  const each = members.map((member) =>
    bySnapshots(observation, {
      claim: `times ${member.tgid} went to sleep by itself`,
      value: sleepsOf(member),
      unit: '1/s',
      baseline: limit.switches.from,
      command: `grep ctxt /proc/${member.tgid}/status`,
    }),
  );
  const turn = {
    claim: 'CPU time between two sleeps',
    value: turnOf(members) * 1e6,
    unit: 'us',
    baseline: limit.turn.from * 1e6,
  };
  const switches = {
    claim: 'context switches of the whole host',
    value: observation.host.contextSwitches,
    unit: '1/s',
  };
  return [
    ...each,
    bySnapshots(observation, { ...turn, command: `grep ctxt ${status}` }),
    ...(own > 0 ? [bySnapshots(observation, { ...switches, command: 'vmstat 1 5' })] : []),
  ];
}
