import { problem } from '@ai-perf/core-result';
import type { Problem, SystemError } from '@ai-perf/core-result';
import { readParanoid } from './kernel-settings.ts';

/** What was being opened when the kernel refused. */
export interface OpenAttempt {
  readonly event: string;
  /** For a sentence: `process 12`, `all processes`. */
  readonly target: string;
  readonly systemWide: boolean;
  /** The event happens in the kernel alone: leaving the kernel out leaves nothing. */
  readonly inKernel: boolean;
}

/** `paranoid` is null where the kernel has no perf events. */
type Explain = (attempt: OpenAttempt, thrown: SystemError, paranoid: number | null) => Problem;

const whatOf = ({ event, target }: OpenAttempt): string => `cannot sample ${event} of ${target}`;

/** What a failed perf_event_open means here and what to do about it. see: perf_event_open(2), ERRORS */
export function openProblem(attempt: OpenAttempt, thrown: SystemError, paranoid = readParanoid()): Problem {
  const explain = Object.hasOwn(explanations, thrown.code) ? explanations[thrown.code] : undefined;
  return explain?.(attempt, thrown, paranoid) ?? unexpected(attempt, thrown);
}

const explanations: Readonly<Record<string, Explain>> = {
  EACCES: notAllowed,
  EPERM: refused,
  ESRCH: (attempt) =>
    problem('process-gone', {
      what: whatOf(attempt),
      why: 'it does not exist, has ended, or is hidden from this user',
      fix: 'ps -e lists processes',
    }),
  ENOENT: notThere,
  ENOTSUP: notThere,
  EOPNOTSUPP: notThere,
  ENODEV: notThere,
  ENOSYS: (attempt) =>
    problem('perf-missing', {
      what: whatOf(attempt),
      why: 'this kernel was built without perf events',
      fix: 'use a kernel with CONFIG_PERF_EVENTS=y',
    }),
  EMFILE: (attempt) =>
    problem('descriptor-limit', {
      what: whatOf(attempt),
      why: 'every thread needs a descriptor per CPU and event, and the limit of this process is reached',
      fix: 'raise it with ulimit -n, name fewer processes, or sample the whole host',
    }),
  ENFILE: (attempt) =>
    problem('descriptor-limit', {
      what: whatOf(attempt),
      why: 'the host has no descriptor left',
      fix: 'sudo sysctl fs.file-max shows the limit',
    }),
  ENOMEM: (attempt) =>
    problem('no-memory', {
      what: whatOf(attempt),
      why: 'the kernel has no memory for it',
      fix: 'use a smaller ring (-m)',
    }),
  EINVAL: (attempt) =>
    problem('event-refused', {
      what: whatOf(attempt),
      why: 'this kernel or processor does not accept the event in this form (EINVAL)',
      fix: 'try cpu-clock, another frequency or another call graph',
    }),
};

function notAllowed(attempt: OpenAttempt, _: SystemError, paranoid: number | null): Problem {
  const lacking = `kernel.perf_event_paranoid is ${paranoid ?? 'unknown'} and this process lacks CAP_PERFMON`;
  const enough = enoughFor(attempt);
  if (paranoid === null || paranoid > enough) {
    const fix = `sudo sysctl kernel.perf_event_paranoid=${enough}, or run it as root`;
    return problem('perf-paranoid', { what: whatOf(attempt), why: lacking, fix });
  }
  return problem('perf-denied', {
    what: whatOf(attempt),
    why: `it belongs to another user or may not be looked into, and ${lacking}`,
    fix: 'run it as root or as the user of that process',
  });
}

// see: Documentation/admin-guide/sysctl/kernel.rst perf_event_paranoid; 3 is an addition of Debian and Android
function enoughFor({ systemWide, inKernel }: OpenAttempt): number {
  if (systemWide) return 0;
  return inKernel ? 1 : 2;
}

// The kernel itself says EACCES for a missing right; EPERM comes from what stands before it.
function refused(attempt: OpenAttempt, _: SystemError, paranoid: number | null): Problem {
  return problem('perf-refused', {
    what: whatOf(attempt),
    why:
      `perf_event_open is refused: EPERM although kernel.perf_event_paranoid is ${paranoid ?? 'unknown'}; ` +
      "probably a container's seccomp filter or a security module",
    fix: 'run it outside of the container, or start that with --cap-add PERFMON and a seccomp profile that allows it',
  });
}

function notThere(attempt: OpenAttempt, { code }: SystemError): Problem {
  return problem('event-missing', {
    what: whatOf(attempt),
    why: `this processor or virtual machine does not offer the event (${code})`,
    fix: 'use -e cpu-clock, which needs no hardware',
  });
}

function unexpected(attempt: OpenAttempt, { message }: SystemError): Problem {
  const fix = 'ai-perf doctor says what works on this host';
  return problem('perf-failed', { what: whatOf(attempt), why: message, fix });
}
