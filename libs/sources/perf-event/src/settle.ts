import { err, isSystemError, ok, problem } from '@ai-perf/core-result';
import type { Problem, Result, SystemError } from '@ai-perf/core-result';
import type { PerfSession } from '@ai-perf/native-perf-event';
import { packAttributes } from './attributes.ts';
import type { AttributePlan } from './attributes.ts';
import { eventType } from './event-catalog.ts';
import type { NamedEvent } from './event-name.ts';
import { openProblem } from './open-problem.ts';
import type { OpenAttempt } from './open-problem.ts';
import { readParanoid } from './kernel-settings.ts';

export interface Settled {
  readonly plan: AttributePlan;
  readonly notes: readonly Problem[];
}

/** Where to try: this process, or a whole CPU. The targets themselves come later, with errors of their own. */
export interface TrialPlace {
  readonly tid: number;
  readonly cpu: number;
  /** For a Problem. */
  readonly target: string;
}

/** Finds what this kernel and these rights allow of a plan: as asked, or the nearest lesser thing with a note. */
export function settle(
  session: PerfSession,
  asked: AttributePlan,
  place: TrialPlace,
  fallback: NamedEvent | null,
): Result<Settled> {
  const notes: Problem[] = [];
  let plan = asked;
  for (;;) {
    try {
      session.closeEvent(session.open(packAttributes(plan), place.tid, place.cpu));
      return ok({ plan, notes });
    } catch (thrown) {
      if (!isSystemError(thrown)) throw thrown;
      const lesser = lesserPlan(plan, thrown, place, fallback);
      if (lesser === null) return err(openProblem(attemptOf(plan, place), thrown));
      plan = lesser.plan;
      notes.push(...lesser.notes);
    }
  }
}

/** For the Problem of a failed opening. */
export const attemptOf = ({ event }: AttributePlan, { tid, target }: TrialPlace): OpenAttempt => ({
  event: event.name,
  target,
  systemWide: tid === -1,
  inKernel: happensInKernel(event),
});

// Context switches and migrations are charged to kernel code, tracepoints stand in it: `exclude_kernel` leaves none.
// see: perf_exclude_event() and perf_tp_event_match() in kernel/events/core.c
function happensInKernel({ type, config, kernelOnly }: NamedEvent): boolean {
  const isSwitch = type === eventType.software && (config === 3n || config === 4n);
  return kernelOnly || type === eventType.tracepoint || isSwitch;
}

const missing = new Set(['ENOENT', 'ENOTSUP', 'EOPNOTSUPP', 'ENODEV']);

function lesserPlan(
  plan: AttributePlan,
  { code }: SystemError,
  { tid }: TrialPlace,
  fallback: NamedEvent | null,
): Settled | null {
  if (code === 'EINVAL' && plan.readsLost) return { plan: { ...plan, readsLost: false }, notes: [] };
  if (missing.has(code) && fallback !== null && plan.event !== fallback) {
    return { plan: { ...plan, event: fallback }, notes: [noHardware(plan.event.name, fallback.name)] };
  }
  const mayLeaveKernelOut = code === 'EACCES' && tid !== -1 && !plan.withoutKernel && !happensInKernel(plan.event);
  return mayLeaveKernelOut ? { plan: { ...plan, withoutKernel: true }, notes: [withoutKernel()] } : null;
}

const noHardware = (wanted: string, taken: string): Problem =>
  problem('no-hardware-counters', {
    what: `${taken} is sampled instead of ${wanted}`,
    why: 'this processor or virtual machine offers no hardware counters',
    fix: '',
  });

const withoutKernel = (): Problem =>
  problem('kernel-left-out', {
    what: 'only user space is sampled',
    why: `kernel.perf_event_paranoid is ${readParanoid() ?? 'unknown'} and this process lacks CAP_PERFMON`,
    fix: 'sudo sysctl kernel.perf_event_paranoid=1, or run it as root',
  });
