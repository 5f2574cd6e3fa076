import { err, isSystemError, ok, problem, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Hertz } from '@ai-perf/core-units';
import { RecordDecoder } from '@ai-perf/core-wire';
import { loadPerfEventAddon } from '@ai-perf/native-perf-event';
import type { PerfSession } from '@ai-perf/native-perf-event';
import { attach } from './attach.ts';
import type { Attached } from './attach.ts';
import { layoutOf } from './attributes.ts';
import type { AttributePlan } from './attributes.ts';
import { resolveEvent } from './event-name.ts';
import type { NamedEvent } from './event-name.ts';
import { EventSet } from './event-set.ts';
import { existingTasks } from './existing-tasks.ts';
import { readMaxSampleRate, readOnlineCpus } from './kernel-settings.ts';
import { openProblem } from './open-problem.ts';
import { listProcesses } from './processes.ts';
import type { SampledEvent, SamplingRate, SamplingRequest, SamplingTarget } from './sampling-request.ts';
import { SamplingSession } from './sampling-session.ts';
import { attemptOf, settle } from './settle.ts';
import type { TrialPlace } from './settle.ts';
import { Waker } from './waker.ts';

const proc = '/proc';
/** As perf has it; stack copies are some hundred times larger than chains. */
const usualRingPages = { chains: 128, stackCopies: 1024 } as const;

/** Opens the events and starts sampling. The session is to be closed, or its batches read to their end. */
export function openSampling(request: SamplingRequest): Result<SamplingSession> {
  const addon = loadPerfEventAddon();
  if (!addon.ok) return addon;
  const wrong = checkRequest(request);
  if (wrong !== null) return err(wrong);
  const waker = new Waker();
  const native = new addon.value.PerfSession(() => waker.wake());
  const opened = openWith(native, waker, request);
  if (!opened.ok) native.close();
  return opened;
}

function openWith(native: PerfSession, waker: Waker, request: SamplingRequest): Result<SamplingSession> {
  const planned = planEvents(native, request);
  if (!planned.ok) return planned;
  const { plans, notes } = planned.value;
  const [first] = plans as [AttributePlan];
  const pages = request.ringPages ?? defaultPages(request);
  const events = new EventSet(native, plans, readOnlineCpus(), pages);
  const origin = process.hrtime.bigint();
  const decoder = new RecordDecoder({ layouts: plans.map(layoutOf), ids: events.ids, origin });
  const attached = attachTo(events, decoder, request.target, first);
  if (!attached.ok) return attached;
  const { tasks, hidden } = existingTasks(proc, request.target.kind === 'system' ? listProcesses(proc) : attached.value.tgids);
  decoder.addTasks(tasks);
  const allNotes = [...notes, ...ringNotes(request, events.rings.pages), ...hiddenNotes(hidden)];
  return ok(new SamplingSession({ native, events, decoder, waker, origin, sampled: plans.map(sampledEvent), notes: allNotes }));
}

function attachTo(events: EventSet, decoder: RecordDecoder, target: SamplingTarget, plan: AttributePlan): Result<Attached> {
  const attempt = attemptOf(plan, { tid: target.kind === 'system' ? -1 : 0, cpu: -1, target: describe(target) });
  try {
    const attached = attach(events, decoder, target, proc);
    if (attached.threads > 0) return ok(attached);
    return err(openProblem(attempt, Object.assign(new Error('gone'), { errno: 3, code: 'ESRCH', syscall: 'perf_event_open' })));
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    return err(openProblem(attempt, thrown));
  }
}

interface Planned {
  readonly plans: readonly AttributePlan[];
  readonly notes: readonly Problem[];
}

function planEvents(native: PerfSession, request: SamplingRequest): Result<Planned> {
  const { rate, note } = allowedRate(request.rate);
  const place = trialPlace(request.target);
  const isDefault = request.events.length === 0;
  const plans: AttributePlan[] = [];
  const notes: Problem[] = note === null ? [] : [note];
  for (const name of isDefault ? ['cycles'] : request.events) {
    const event = resolveEvent(name);
    if (!event.ok) return event;
    const settled = settle(native, planOf(event.value, { ...request, rate }, plans[0]), place, isDefault ? cpuClock() : null);
    if (!settled.ok) return settled;
    plans.push(settled.value.plan);
    notes.push(...settled.value.notes);
  }
  return ok({ plans, notes });
}

// What the first event had to do without, the others do not try again.
function planOf(event: NamedEvent, { rate, callGraph, target }: SamplingRequest, first: AttributePlan | undefined): AttributePlan {
  return {
    event,
    rate,
    callGraph,
    tracksTasks: first === undefined,
    enableOnExec: target.kind === 'held',
    inherit: target.kind !== 'system',
    withoutKernel: first?.withoutKernel ?? false,
    readsLost: first?.readsLost ?? true,
  };
}

function cpuClock(): NamedEvent {
  const found = resolveEvent('cpu-clock');
  if (!found.ok) throw new Error('cpu-clock is in the catalog');
  return found.value;
}

const trialPlace = (target: SamplingTarget): TrialPlace => ({
  tid: target.kind === 'system' ? -1 : 0,
  cpu: target.kind === 'system' ? (readOnlineCpus()[0] ?? 0) : -1,
  target: describe(target),
});

function describe(target: SamplingTarget): string {
  switch (target.kind) {
    case 'system':
      return 'the whole host';
    case 'held':
      return 'the command';
    case 'threads':
      return `thread ${target.tids.join(', ')}`;
    case 'processes':
      return `process ${target.tgids.join(', ')}`;
  }
}

function sampledEvent({ event, rate }: AttributePlan): SampledEvent {
  const { name, weightUnit } = event;
  if (rate.kind === 'period') return { name, weightUnit, period: rate.events };
  // A clock's frequency is a fixed period. see: perf_swevent_init_hrtimer() in kernel/events/core.c
  return { name, weightUnit, period: weightUnit === 'nanoseconds' ? Math.floor(1e9 / rate.hertz) : 0 };
}

function checkRequest({ callGraph, ringPages }: SamplingRequest): Problem | null {
  if (callGraph.kind === 'stack-copy' && process.arch !== 'x64') {
    return problem('stack-copy-machine', {
      what: 'cannot take stack copies',
      why: `they are unwound for x86-64 only, and this is ${process.arch}`,
      fix: 'use --call-graph fp',
    });
  }
  if (ringPages === null || (ringPages > 0 && Number.isInteger(Math.log2(ringPages)))) return null;
  return usageProblem('ring-pages', {
    what: `cannot use a ring of ${ringPages} pages`,
    why: 'the kernel wants a power of two',
    fix: `use ${2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, ringPages))))}`,
  });
}

function allowedRate(rate: SamplingRate): { readonly rate: SamplingRate; readonly note: Problem | null } {
  const most = readMaxSampleRate();
  if (rate.kind === 'period' || most === null || rate.hertz <= most) return { rate, note: null };
  const note = problem('sample-rate-limit', {
    what: `${most} samples a second are taken instead of ${rate.hertz}`,
    why: `kernel.perf_event_max_sample_rate is ${most}`,
    fix: `sudo sysctl kernel.perf_event_max_sample_rate=${rate.hertz}`,
  });
  return { rate: { kind: 'frequency', hertz: as<Hertz>(most) }, note };
}

const defaultPages = ({ callGraph }: SamplingRequest): number =>
  callGraph.kind === 'stack-copy' ? usualRingPages.stackCopies : usualRingPages.chains;

function ringNotes({ ringPages }: SamplingRequest, granted: number): readonly Problem[] {
  if (granted >= (ringPages ?? usualRingPages.chains)) return [];
  const note = problem('ring-smaller', {
    what: `each CPU's ring has ${granted} pages: samples may be lost`,
    why: 'the kernel allows this user no more locked memory',
    fix: 'sudo sysctl kernel.perf_event_mlock_kb shows the limit; -m asks for a size',
  });
  return [note];
}

function hiddenNotes(hidden: number): readonly Problem[] {
  if (hidden === 0) return [];
  const note = problem('maps-hidden', {
    what: `addresses of ${hidden} processes stay without names`,
    why: 'they belong to other users, and this one may not read their mappings',
    fix: 'run it as root',
  });
  return [note];
}
