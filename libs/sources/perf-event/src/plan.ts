import { ok, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Hertz } from '@ai-perf/core-units';
import type { PerfSession } from '@ai-perf/native-perf-event';
import type { AttributePlan } from './attributes.ts';
import { resolveEvent } from './event-name.ts';
import type { NamedEvent } from './event-name.ts';
import { readMaxSampleRate } from './kernel-settings.ts';
import type { SampledEvent, SamplingRate, SamplingRequest } from './sampling-request.ts';
import { settle } from './settle.ts';
import type { TrialPlace } from './settle.ts';

export interface Planned {
  /** One an event, in the order they were asked for; the first one tracks tasks. */
  readonly plans: readonly [AttributePlan, ...AttributePlan[]];
  readonly notes: readonly Problem[];
}

/** Turns a request into attributes that this kernel accepts from this user. */
export function planEvents(session: PerfSession, request: SamplingRequest, place: TrialPlace): Result<Planned> {
  const { rate, notes: rateNotes } = allowedRate(request.rate);
  const [firstName = 'cycles', ...otherNames] = request.events;
  const fallback = request.events.length === 0 ? cpuClock() : null;
  const first = settleEvent(session, firstName, { request, rate, place, fallback });
  if (!first.ok) return first;
  const others: AttributePlan[] = [];
  const notes = [...rateNotes, ...first.value.notes];
  for (const name of otherNames) {
    const settled = settleEvent(session, name, { request, rate, place, fallback: null, first: first.value.plan });
    if (!settled.ok) return settled;
    others.push(settled.value.plan);
    notes.push(...settled.value.notes);
  }
  return ok({ plans: [first.value.plan, ...others], notes });
}

interface EventContext {
  readonly request: SamplingRequest;
  readonly rate: SamplingRate;
  readonly place: TrialPlace;
  readonly fallback: NamedEvent | null;
  /** Plan of the first event: what that had to do without, the others do not try again. */
  readonly first?: AttributePlan;
}

function settleEvent(session: PerfSession, name: string, context: EventContext): ReturnType<typeof settle> {
  const { request, rate, place, fallback, first } = context;
  const event = resolveEvent(name);
  if (!event.ok) return event;
  const plan: AttributePlan = {
    event: event.value,
    rate,
    callGraph: request.callGraph,
    tracksTasks: first === undefined,
    enableOnExec: request.target.kind === 'held',
    inherit: request.target.kind !== 'system',
    withoutKernel: first?.withoutKernel ?? false,
    readsLost: first?.readsLost ?? true,
  };
  return settle(session, plan, place, fallback);
}

function cpuClock(): NamedEvent {
  const found = resolveEvent('cpu-clock');
  if (!found.ok) throw new Error('cpu-clock is in the catalog');
  return found.value;
}

/** What the samples of a plan are of and what one of them weighs. */
export function sampledEvent({ event, rate }: AttributePlan): SampledEvent {
  const { name, weightUnit } = event;
  if (rate.kind === 'period') return { name, weightUnit, period: rate.events };
  // A clock's frequency is a fixed period. see: perf_swevent_init_hrtimer() in kernel/events/core.c
  return { name, weightUnit, period: weightUnit === 'nanoseconds' ? Math.floor(1e9 / rate.hertz) : 0 };
}

function allowedRate(rate: SamplingRate): { readonly rate: SamplingRate; readonly notes: readonly Problem[] } {
  const most = readMaxSampleRate();
  if (rate.kind === 'period' || most === null || rate.hertz <= most) return { rate, notes: [] };
  const note = problem('sample-rate-limit', {
    what: `${most} samples a second are taken instead of ${rate.hertz}`,
    why: `kernel.perf_event_max_sample_rate is ${most}`,
    fix: `sudo sysctl kernel.perf_event_max_sample_rate=${rate.hertz}`,
  });
  return { rate: { kind: 'frequency', hertz: as<Hertz>(most) }, notes: [note] };
}
