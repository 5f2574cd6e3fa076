import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { eventCode, eventType, plainEventNames } from './event-catalog.ts';
import type { EventCode } from './event-catalog.ts';
import { readTracepointId } from './tracepoint.ts';

/** An event that was asked for, ready to be opened. */
export interface NamedEvent extends EventCode {
  /** As it was asked for. */
  readonly name: string;
  /** `:u`: leave the kernel out. */
  readonly userOnly: boolean;
  /** `:k`: leave user space out. */
  readonly kernelOnly: boolean;
}

/** Understands a name of perf-list(1): an event, a raw code or `subsystem:tracepoint`, each with `:u` or `:k`. */
export function resolveEvent(name: string): Result<NamedEvent> {
  const parts = name.split(':');
  const modifier = /^[uk]+$/.test(parts.at(-1) ?? '') && parts.length > 1 ? (parts.pop() as string) : '';
  const code = parts.length === 2 ? tracepointCode(parts[0] ?? '', parts[1] ?? '') : plainCode(name, parts.join(':'));
  if (!code.ok) return code;
  const user = modifier.includes('u');
  const kernel = modifier.includes('k');
  return ok({ ...code.value, name, userOnly: user && !kernel, kernelOnly: kernel && !user });
}

function plainCode(asked: string, name: string): Result<EventCode> {
  const code = eventCode(name);
  if (code !== null) return ok(code);
  return err(
    usageProblem('unknown-event', {
      what: `cannot sample the event "${asked}"`,
      why: `there is no event of that name; there are ${plainEventNames.join(', ')}, rNNN and subsystem:tracepoint`,
      fix: 'use one of these, or a tracepoint listed in /sys/kernel/tracing/available_events',
    }),
  );
}

function tracepointCode(subsystem: string, name: string): Result<EventCode> {
  const id = readTracepointId(subsystem, name);
  if (!id.ok) return id;
  return ok({ type: eventType.tracepoint, config: BigInt(id.value), weightUnit: 'events' });
}
