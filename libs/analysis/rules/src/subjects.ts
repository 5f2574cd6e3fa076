import type { Culprit } from '@ai-perf/core-model';
import type { HostDelta, ProcessDelta } from '@ai-perf/analysis-rates';
import type { Observation } from './observation.ts';

// Kernel threads are children of kthreadd, process 2 of the first pid namespace, and have no memory of their own. In a
// container 2 may be anybody.
const kthreadd = 2;

export const isKernelThread = (process: ProcessDelta): boolean =>
  process.virtual === 0 && (process.tgid === kthreadd || process.parent === kthreadd);

/** Who may be accused: every process of the host but the agent's own and the kernel's threads. */
export const accusable = ({ host, own }: Observation): readonly ProcessDelta[] =>
  host.processes.filter((process) => !own.has(process.tgid) && !isKernelThread(process));

/** Niced processes said themselves that they can wait. see: nice(2) */
export const isBackground = (process: ProcessDelta): boolean => process.nice > 0;

export const culpritOf = ({ tgid, comm }: ProcessDelta): Culprit => ({ kind: 'process', tgid, comm });

/** `name (42)`. The name is as the kernel has it: whoever prints it escapes it. */
export const nameOf = ({ tgid, comm }: ProcessDelta): string => `${comm} (${tgid})`;

export const processOf = (delta: HostDelta, { tgid, startedAt }: ProcessDelta): ProcessDelta | undefined =>
  delta.processes.find((process) => process.tgid === tgid && process.startedAt === startedAt);

/** A number of the process in each step of the window; empty where the process or the number was missing in one. */
export function stepsOf(
  { steps }: Observation,
  process: ProcessDelta,
  read: (step: ProcessDelta) => number | null,
): readonly number[] {
  const values = steps
    .map((step) => processOf(step, process))
    .map((found) => (found === undefined ? null : read(found)));
  return values.every((value) => value !== null) ? values : [];
}

/** CPU time in units of one CPU, by the finer clock where there is one. */
export const cpuOf = (process: ProcessDelta): number => process.onCpu ?? process.cpu.total;

/** CPU time it took and CPU time it waited for. */
export const demandOf = (process: ProcessDelta): number => cpuOf(process) + (process.runDelay ?? 0);

/** Part of its CPU time that was spent in the kernel. */
export const systemShare = ({ cpu }: ProcessDelta): number => (cpu.total === 0 ? 0 : cpu.system / cpu.total);

/**
 * Part of its time ready or running that a process only waits because others have the CPUs: what it then does late
 * (holds a lock for long, writes slowly) is not its own doing. None where it competes with itself alone.
 */
export function starvedByOthers({ cpu, cpuCount }: HostDelta, process: ProcessDelta): number {
  const demand = demandOf(process);
  if (demand === 0) return 0;
  const others = Math.max(0, cpu.busy - cpuOf(process) / cpuCount);
  return others * ((process.runDelay ?? 0) / demand);
}
