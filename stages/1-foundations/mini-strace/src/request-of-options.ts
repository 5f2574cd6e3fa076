import type { CallDecoder } from '@ai-perf/analysis-syscalls';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { findProgram } from '@ai-perf/sources-held-command';
import type { TraceRequest } from '@ai-perf/sources-ptrace';
import type { Wanted } from './expressions.ts';
import type { StraceOptions } from './options.ts';

interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly json: boolean;
  readonly wanted: Wanted;
  readonly decoder: CallDecoder;
}

/** What to ask the engine for; the Problems are those of a wrong command line. */
export function requestOf(asked: StraceOptions, surroundings: Surroundings): Result<TraceRequest> {
  const { environment, json, wanted, decoder } = surroundings;
  const wrong = contradiction(asked);
  if (wrong !== null) return err(wrong);
  const target = targetOf(asked, environment, json);
  if (!target.ok) return target;
  // Counting needs no memory of the tracee.
  const printed = asked.summaryOnly ? [] : wanted.calls;
  return ok({
    target: target.value,
    followForks: asked.followForks.length > 0,
    cpuTime: (asked.summaryOnly || asked.summary) && !asked.summaryWallClock,
    seccomp: asked.seccompBpf,
    recorded: wanted.calls,
    plan: decoder.plan(printed),
    injections: wanted.injections,
  });
}

const usage = (what: string, why: string, fix: string): Problem => usageProblem('bad-usage', { what, why, fix });

function contradiction(asked: StraceOptions): Problem | null {
  if (asked.command.length === 0 && asked.attach.length === 0) {
    const fix = 'mini-strace ls, or mini-strace -p 1234';
    return usage('must have PROG [ARGS] or -p PID', 'there is nothing to trace', fix);
  }
  if (asked.command.length > 0 && asked.attach.length > 0) {
    return usage('cannot start a command and attach', 'both PROG and -p were given', 'trace them one by one');
  }
  if (asked.seccompBpf && (asked.followForks.length === 0 || asked.attach.length > 0)) {
    return usage(
      '--seccomp-bpf cannot be used here',
      'the filter is inherited by children, which must then be traced, and cannot be put into a running process',
      'use -f --seccomp-bpf with a command',
    );
  }
  return asked.summaryOnly && asked.followForks.length > 1
    ? usage('-c and -ff cannot be combined', 'counts are of all tasks together', 'use -c with -f')
    : null;
}

function targetOf(
  asked: StraceOptions,
  environment: Surroundings['environment'],
  json: boolean,
): Result<TraceRequest['target']> {
  if (asked.attach.length > 0) return attachTarget(asked.attach);
  const [name = ''] = asked.command;
  const changed = changedEnvironment(environment, asked.env);
  const file = findProgram(name);
  if (!file.ok) return file;
  const stdout = json ? 'stderr' : 'inherit';
  return ok({ kind: 'command', file: file.value, words: asked.command, environment: changed, stdout });
}

function attachTarget(words: readonly string[]): Result<TraceRequest['target']> {
  const tgids = words.flatMap((word) => word.split(/[\s,]+/)).filter((word) => word !== '');
  const wrong = tgids.find((word) => !/^[1-9]\d{0,9}$/.test(word));
  if (wrong !== undefined) return err(usage(`invalid process id '${wrong}'`, 'it is not a positive number', '-p 1234'));
  if (tgids.includes(String(process.pid))) {
    return err(usage("I'm sorry, I can't let myself be traced", 'the process id is our own', 'name another process'));
  }
  return ok({ kind: 'attach', tgids: tgids.map(Number) });
}

function changedEnvironment(
  environment: Surroundings['environment'],
  assignments: readonly string[],
): Surroundings['environment'] {
  const changes = assignments.map((assignment) => {
    const at = assignment.indexOf('=');
    return at === -1 ? [assignment, undefined] : [assignment.slice(0, at), assignment.slice(at + 1)];
  });
  return { ...environment, ...(Object.fromEntries(changes) as Record<string, string | undefined>) };
}
