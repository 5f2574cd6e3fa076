import type { Problem, Result } from '@ai-perf/core-result';
import { loadPerfEventAddon } from '@ai-perf/native-perf-event';
import { as } from '@ai-perf/core-units';
import type { Count } from '@ai-perf/core-units';
import type { PerfSession } from '@ai-perf/native-perf-event';
import type { AttributePlan } from './attributes.ts';
import { resolveEvent } from './event-name.ts';
import { settle } from './settle.ts';

/** What this process may do with one kind of event, found by doing it. */
export type PerfEventVerdict =
  | { readonly state: 'works' }
  /** Less than asked: `how` says what is left out. */
  | { readonly state: 'degraded'; readonly how: Problem }
  | { readonly state: 'impossible'; readonly why: Problem };

export interface PerfEventProbe {
  /** cpu-clock of a process of one's own. */
  readonly software: PerfEventVerdict;
  /** Kernel code of such a process. */
  readonly kernel: PerfEventVerdict;
  /** cycles. */
  readonly hardware: PerfEventVerdict;
  /** All processes at once. */
  readonly system: PerfEventVerdict;
  /** sched:sched_switch. */
  readonly tracepoint: PerfEventVerdict;
}

const places = {
  own: { tid: 0, cpu: -1, target: 'a process of this user' },
  host: { tid: -1, cpu: 0, target: 'the whole host' },
} as const;

const everything = ['software', 'kernel', 'hardware', 'system', 'tracepoint'] as const;

/** Opens and closes one event of each kind. Takes about a millisecond. */
export function probePerfEvent(): PerfEventProbe {
  const addon = loadPerfEventAddon();
  if (!addon.ok) return sameForAll({ state: 'impossible', why: addon.problem });
  const session = new addon.value.PerfSession(() => undefined);
  try {
    return probeWith(session);
  } finally {
    session.close();
  }
}

function sameForAll(verdict: PerfEventVerdict): PerfEventProbe {
  return Object.fromEntries(everything.map((kind) => [kind, verdict])) as unknown as PerfEventProbe;
}

function probeWith(session: PerfSession): PerfEventProbe {
  return {
    software: verdictOf(tryEvent(session, 'cpu-clock', 'own')),
    kernel: verdictOf(tryEvent(session, 'cpu-clock:k', 'own')),
    hardware: verdictOf(tryEvent(session, 'cycles', 'own')),
    system: verdictOf(tryEvent(session, 'cpu-clock', 'host')),
    tracepoint: verdictOf(tryEvent(session, 'sched:sched_switch', 'own')),
  };
}

function tryEvent(session: PerfSession, name: string, scope: keyof typeof places): Result<readonly Problem[]> {
  const event = resolveEvent(name);
  if (!event.ok) return event;
  const plan: AttributePlan = {
    event: event.value,
    rate: { kind: 'period', events: as<Count>(1_000_000) },
    callGraph: { kind: 'frame-pointers' },
    tracksTasks: true,
    enableOnExec: false,
    inherit: false,
    withoutKernel: false,
    readsLost: true,
  };
  const settled = settle(session, plan, places[scope], null);
  return settled.ok ? { ok: true, value: settled.value.notes } : settled;
}

function verdictOf(tried: Result<readonly Problem[]>): PerfEventVerdict {
  if (!tried.ok) return { state: 'impossible', why: tried.problem };
  const [how] = tried.value;
  return how === undefined ? { state: 'works' } : { state: 'degraded', how };
}
