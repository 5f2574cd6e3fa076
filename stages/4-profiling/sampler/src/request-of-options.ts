import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { as, parseDuration } from '@ai-perf/core-units';
import type { Bytes, Count, Hertz, Seconds } from '@ai-perf/core-units';
import { parseCpuList } from '@ai-perf/sources-sysfs';
import type { RecordOptions } from './options.ts';
import type { CallGraph, RecordRequest, RecordTarget, SamplingRate } from './request.ts';

const defaultHertz = as<Hertz>(99);
/** As perf has it. see: perf-record(1), --call-graph */
const defaultStackBytes = as<Bytes>(8192);
/** sample_stack_user is a multiple of 8 and, with its record, fits 16 bits. see: perf_event_open(2) */
const mostStackBytes = 65_528;

/** What the command line asks for, or what is wrong with it. */
export function requestOf(options: RecordOptions): Result<RecordRequest> {
  const target = targetOf(options);
  if (!target.ok) return target;
  const rate = rateOf(options);
  if (!rate.ok) return rate;
  const callGraph = callGraphOf(options.callGraph);
  if (!callGraph.ok) return callGraph;
  const duration = durationOf(options.duration);
  if (!duration.ok) return duration;
  const cpus = cpusOf(options.cpu);
  if (!cpus.ok) return cpus;
  return ok({
    target: target.value,
    rate: rate.value,
    callGraph: callGraph.value,
    duration: duration.value,
    events: options.event.flatMap((names) => names.split(',')).filter((name) => name !== ''),
    ringPages: options.mmapPages ?? null,
    ...(cpus.value === null ? {} : { cpus: cpus.value }),
  });
}

type Refusal = Extract<Result<never>, { ok: false }>;

const wrong = (code: string, what: string, why: string, fix: string): Refusal =>
  err(usageProblem(code, { what, why, fix }));

function targetOf({ pid, tid, allCpus, cpu, command }: RecordOptions): Result<RecordTarget> {
  const kinds = [pid.length > 0, tid.length > 0, allCpus, command.length > 0].filter(Boolean).length;
  if (kinds > 1) {
    return wrong('two-targets', 'cannot record', 'two kinds of target are named', 'use one of -p, -t, -a, -- COMMAND');
  }
  if (pid.length > 0) return numbersOf('pid', pid, (tgids) => ({ kind: 'processes', tgids }));
  if (tid.length > 0) return numbersOf('tid', tid, (tids) => ({ kind: 'threads', tids }));
  if (command.length > 0) return ok({ kind: 'command', words: command });
  if (allCpus || cpu !== undefined) return ok({ kind: 'system' });
  return wrong('no-target', 'nothing to record', 'no target is named', 'add -p PID, -a, or -- COMMAND');
}

function numbersOf(
  name: string,
  lists: readonly string[],
  target: (numbers: readonly number[]) => RecordTarget,
): Result<RecordTarget> {
  const words = lists.flatMap((list) => list.split(','));
  const bad = words.find((word) => !/^[1-9]\d{0,8}$/.test(word));
  if (bad === undefined) return ok(target(words.map(Number)));
  const why = 'it is not a number of a process';
  return wrong('bad-number', `cannot use "${bad}" as a ${name}`, why, 'ps -e lists processes');
}

function rateOf({ frequency, count }: RecordOptions): Result<SamplingRate> {
  if (count === undefined) return ok({ kind: 'frequency', hertz: as<Hertz>(frequency ?? defaultHertz) });
  if (frequency === undefined) return ok({ kind: 'period', events: as<Count>(count) });
  return wrong('two-rates', 'cannot sample by -F and -c', 'one is a frequency, the other a period', 'use one of them');
}

function callGraphOf(how: string): Result<CallGraph> {
  if (how === 'none' || how === 'no') return ok({ kind: 'none' });
  if (how === 'fp') return ok({ kind: 'frame-pointers' });
  const found = /^dwarf(?:,(\d+))?$/.exec(how);
  const bytes = as<Bytes>(Number(found?.[1] ?? defaultStackBytes));
  const fits = bytes > 0 && bytes <= mostStackBytes && bytes % 8 === 0;
  if (found !== null && fits) return ok({ kind: 'stack-copy', bytes });
  const fix = `use fp, none, dwarf or dwarf,BYTES with a multiple of 8 up to ${mostStackBytes}`;
  return wrong('bad-call-graph', `cannot take stacks by "${how}"`, 'there is no such way', fix);
}

function durationOf(text: string | undefined): Result<Seconds | null> {
  if (text === undefined) return ok(null);
  const duration = parseDuration(text);
  if (duration !== null && duration > 0) return ok(duration);
  const why = 'it is not a length of time';
  return wrong('bad-duration', `cannot use "${text}" as a duration`, why, 'use 5s, 250ms or 2m');
}

function cpusOf(text: string | undefined): Result<readonly number[] | null> {
  if (text === undefined) return ok(null);
  const cpus = parseCpuList(text);
  if (cpus.ok) return cpus;
  return wrong('bad-cpus', `cannot use "${text}" as CPUs`, cpus.problem.why, 'use a list such as 0-2,5');
}
