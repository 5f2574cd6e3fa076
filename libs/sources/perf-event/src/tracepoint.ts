import { existsSync, readFileSync } from 'node:fs';
import { err, ok, problem, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';

// The second is where kernels before 4.1 have it. see: Documentation/trace/ftrace.rst
const roots = ['/sys/kernel/tracing', '/sys/kernel/debug/tracing'];

/** The number that perf_event_open wants for a tracepoint. */
export function readTracepointId(subsystem: string, name: string, tracefs = roots): Result<number> {
  if (!/^[\w-]+$/.test(subsystem) || !/^[\w-]+$/.test(name)) return err(unknown(subsystem, name));
  const root = tracefs.find((folder) => existsSync(`${folder}/events`));
  if (root === undefined) return err(notMounted(subsystem, name));
  try {
    const id = Number(readFileSync(`${root}/events/${subsystem}/${name}/id`, 'utf8'));
    return Number.isSafeInteger(id) ? ok(id) : err(unknown(subsystem, name));
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    return err(code === 'EACCES' || code === 'EPERM' ? notAllowed(subsystem, name, root) : unknown(subsystem, name));
  }
}

const whatOf = (subsystem: string, name: string): string => `cannot use the tracepoint ${subsystem}:${name}`;

const unknown = (subsystem: string, name: string): Problem =>
  usageProblem('unknown-tracepoint', {
    what: whatOf(subsystem, name),
    why: 'this kernel has no such tracepoint',
    fix: 'cat /sys/kernel/tracing/available_events',
  });

const notMounted = (subsystem: string, name: string): Problem =>
  problem('tracefs-missing', {
    what: whatOf(subsystem, name),
    why: 'tracefs is not mounted, or this user may not look into it',
    fix: 'sudo mount -t tracefs tracefs /sys/kernel/tracing',
  });

const notAllowed = (subsystem: string, name: string, root: string): Problem =>
  problem('tracefs-denied', {
    what: whatOf(subsystem, name),
    why: `only root may read ${root}`,
    fix: 'run it as root',
  });
