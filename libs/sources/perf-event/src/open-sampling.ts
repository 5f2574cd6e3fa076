import { err, isSystemError, ok } from '@ai-perf/core-result';
import type { Result, SystemError } from '@ai-perf/core-result';
import { RecordDecoder } from '@ai-perf/core-wire';
import { loadPerfEventAddon } from '@ai-perf/native-perf-event';
import type { PerfSession } from '@ai-perf/native-perf-event';
import { attach } from './attach.ts';
import type { Attached } from './attach.ts';
import { layoutOf } from './attributes.ts';
import { EventSet } from './event-set.ts';
import { existingTasks } from './existing-tasks.ts';
import { openProblem } from './open-problem.ts';
import type { OpenAttempt } from './open-problem.ts';
import { planEvents, sampledEvent } from './plan.ts';
import { checkRequest, cpusOf, goneNotes, hiddenNotes, ringNotes, ringPagesOf } from './request-check.ts';
import type { SamplingRequest, SamplingTarget } from './sampling-request.ts';
import { SamplingSession } from './sampling-session.ts';
import { attemptOf } from './settle.ts';
import type { TrialPlace } from './settle.ts';
import { Waker } from './waker.ts';

const proc = '/proc';

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
  const place = trialPlace(request);
  const planned = planEvents(native, request, place);
  if (!planned.ok) return planned;
  const { plans, notes } = planned.value;
  const events = new EventSet(native, plans, cpusOf(request), ringPagesOf(request));
  const origin = process.hrtime.bigint();
  const decoder = new RecordDecoder({ layouts: plans.map(layoutOf), ids: events.ids, origin });
  const attached = attachTo(events, decoder, request.target, attemptOf(plans[0], place));
  if (!attached.ok) return attached;
  const { tgids, gone } = attached.value;
  const hidden = addExistingTasks(events, decoder, tgids);
  const ownNotes = [...goneNotes(gone), ...ringNotes(request, events.rings.pages), ...hiddenNotes(hidden)];
  const sampled = plans.map(sampledEvent);
  return ok(new SamplingSession({ native, events, decoder, waker, origin, sampled, notes: [...notes, ...ownNotes] }));
}

// The rings fill while /proc is read, which on a large host takes a while.
function addExistingTasks(events: EventSet, decoder: RecordDecoder, tgids: readonly number[]): number {
  let hidden = 0;
  for (const tgid of tgids) {
    const { tasks, isHidden } = existingTasks(proc, tgid);
    decoder.addTasks(tasks);
    events.drainInto(decoder);
    if (isHidden) hidden += 1;
  }
  return hidden;
}

function attachTo(
  events: EventSet,
  decoder: RecordDecoder,
  target: SamplingTarget,
  attempt: OpenAttempt,
): Result<Attached> {
  try {
    const attached = attach(events, decoder, target, proc);
    return attached.threads > 0 ? ok(attached) : err(openProblem(attempt, noSuchProcess));
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    return err(openProblem(attempt, thrown));
  }
}

const noSuchProcess: SystemError = Object.assign(new Error('no such process'), {
  errno: 3,
  code: 'ESRCH',
  syscall: 'perf_event_open',
});

// The rights of this process decide, not those of the target; on the whole host any CPU will do.
const trialPlace = (request: SamplingRequest): TrialPlace => ({
  tid: request.target.kind === 'system' ? -1 : 0,
  cpu: request.target.kind === 'system' ? (cpusOf(request)[0] ?? 0) : -1,
  target: describe(request.target),
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
