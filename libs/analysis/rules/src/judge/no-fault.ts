import type { Verdict } from '@ai-perf/core-model';
import type { Observation } from '../observation.ts';
import { accusable, cpuOf, isBackground, isKernelThread } from '../subjects.ts';
import { thresholds } from '../thresholds.ts';
import { round } from './confidence.ts';

const limit = thresholds.host;

/** No rule has found a cause: is the host well, well and at work, or does something remain that nobody can explain? */
export function withoutCause(observation: Observation): Verdict {
  const unexplained = symptomsOf(observation);
  return unexplained.length > 0 ? undecided(unexplained) : sound(observation);
}

export function undecided(
  wouldNeed: readonly string[],
  summary = 'something holds this host back, but not enough could be measured to say what',
): Verdict {
  return {
    resource: 'undecided',
    mechanism: 'undecided',
    culprit: null,
    site: null,
    confidence: 0,
    summary,
    wouldNeed: [...wouldNeed],
  };
}

interface Symptom {
  readonly seen: boolean;
  readonly wouldNeed: string;
}

/** Signs of distress that must not end in "healthy", and what would explain them. */
function symptomsOf(observation: Observation): string[] {
  const { host } = observation;
  const [memory, io] = [host.pressure?.memory.some ?? 0, host.pressure?.io.some ?? 0];
  const symptoms: readonly Symptom[] = [
    {
      seen: memory >= limit.unexplainedMemory,
      wouldNeed: `who waits for memory (PSI memory ${percent(memory)}): ai-perf record -e major-faults -a`,
    },
    {
      seen: io >= limit.unexplainedIo,
      wouldNeed: `who waits for I/O (PSI io ${percent(io)}): ai-perf record -e context-switches -a`,
    },
    {
      seen: hiddenCpu(observation),
      wouldNeed: 'the processes of other users, which take the CPU here (hidepid): run as root',
    },
  ];
  return symptoms.filter(({ seen }) => seen).map(({ wouldNeed }) => wouldNeed);
}

// Short-lived children are gone before a snapshot sees them, so time without an owner only counts where nothing forks.
function hiddenCpu({ host }: Observation): boolean {
  const seen = host.processes.reduce((sum, process) => sum + cpuOf(process), 0) / host.cpuCount;
  return (
    host.cpu.busy - host.cpu.interrupts - host.cpu.steal - seen >= limit.unseenCpu &&
    host.forks < 1 &&
    host.gone.length === 0
  );
}

function sound(observation: Observation): Verdict {
  const { host, scope } = observation;
  const used = scope.kind === 'system' ? othersCpu(observation) / host.cpuCount : cpuOfTree(observation, scope.tree);
  const busy = used >= limit.busy;
  const confidence = round(observation.profile === null || observation.watch === null ? 0.6 : 0.8);
  const of = scope.kind === 'system' ? 'of all CPU time' : 'of a CPU';
  const summary = busy
    ? `no fault found: ${percent(used)} ${of} is in use${backgroundShare(observation)}, and nothing suffers from it`
    : `no fault found: ${percent(used)} ${of} is in use`;
  return {
    resource: 'none',
    mechanism: busy ? 'busy' : 'healthy',
    culprit: null,
    site: null,
    confidence,
    summary,
    wouldNeed: [],
  };
}

// Time that short-lived processes took has no owner any more, so the host's own count is asked first.
function othersCpu({ host, own }: Observation): number {
  const ours = host.processes.filter(({ tgid }) => own.has(tgid)).reduce((sum, process) => sum + cpuOf(process), 0);
  return Math.max(0, host.cpu.busy * host.cpuCount - ours);
}

const cpuOfTree = ({ host }: Observation, tree: ReadonlySet<number>): number =>
  host.processes.filter(({ tgid }) => tree.has(tgid)).reduce((sum, process) => sum + cpuOf(process), 0);

function backgroundShare(observation: Observation): string {
  const all = accusable(observation).filter((process) => !isKernelThread(process));
  const total = all.reduce((sum, process) => sum + cpuOf(process), 0);
  const background = all.filter(isBackground).reduce((sum, process) => sum + cpuOf(process), 0);
  return total > 0 && background >= total / 2 ? ', most of it by niced processes' : '';
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
