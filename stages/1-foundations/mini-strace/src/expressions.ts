import { callsOf, signalNumber } from '@ai-perf/analysis-syscalls';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import type { Injection } from '@ai-perf/sources-ptrace';
import { injectionsOf } from './injection.ts';

export type Status = 'successful' | 'failed' | 'unfinished' | 'unavailable' | 'detached';

/** What all the `-e` say together. */
export interface Wanted {
  readonly calls: ReadonlySet<number>;
  /** Null: all. */
  readonly statuses: ReadonlySet<Status> | null;
  readonly signals: (signal: number) => boolean;
  readonly injections: readonly Injection[];
}

interface Draft {
  calls: ReadonlySet<number> | null;
  statuses: ReadonlySet<Status> | null;
  signals: (signal: number) => boolean;
  injections: readonly Injection[];
}

type Take = (draft: Draft, value: string) => Problem | null;

const takers: Readonly<Record<string, Take>> = {
  trace: takeTrace,
  t: takeTrace,
  status: takeStatus,
  signal: takeSignal,
  signals: takeSignal,
  s: takeSignal,
  inject: takeInjection,
  fault: (draft, value) => takeInjection(draft, /:error=/.test(value) ? value : `${value}:error=ENOSYS`),
};

/** Parses every `-e`; of several of one kind the last counts, injections add up. */
export function wantedOf(expressions: readonly string[]): Result<Wanted> {
  const draft: Draft = { calls: null, statuses: null, signals: () => true, injections: [] };
  for (const expression of expressions) {
    const [, kind = 'trace', value = ''] = /^(?:([a-z-]+)=)?(.*)$/s.exec(expression) ?? [];
    const failed = (takers[kind] ?? refuse(kind))(draft, value);
    if (failed !== null) return err(failed);
  }
  return ok({ ...draft, calls: draft.calls ?? allCalls() });
}

function allCalls(): ReadonlySet<number> {
  const all = callsOf('all');
  return 'numbers' in all ? all.numbers : new Set();
}

const refuse = (kind: string): Take => () =>
  usageProblem('bad-expression', {
    what: `cannot use the expression ${kind}=`,
    why: 'it is none that this tool knows',
    fix: 'use trace=, status=, signal= or inject=',
  });

const badWord = (kind: string, word: string, fix: string): Problem =>
  usageProblem('bad-expression', { what: `invalid ${kind} '${word}'`, why: 'no table has it', fix });

function takeTrace(draft: Draft, value: string): Problem | null {
  const set = callsOf(value);
  if ('unknown' in set) return badWord('system call', set.unknown, 'give a name, %file, %process, /regex or all');
  draft.calls = set.numbers;
  return null;
}

const known: readonly Status[] = ['successful', 'failed', 'unfinished', 'unavailable', 'detached'];
const statuses: readonly string[] = known;

function takeStatus(draft: Draft, value: string): Problem | null {
  const isInverted = value.startsWith('!');
  const words = (isInverted ? value.slice(1) : value).split(',');
  const wrong = words.find((word) => !statuses.includes(word) && word !== 'all' && word !== 'none');
  if (wrong !== undefined) return badWord('status', wrong, `use ${statuses.join(', ')}`);
  const named = words.includes('all') ? statuses : words;
  const chosen = isInverted ? statuses.filter((word) => !named.includes(word)) : named;
  draft.statuses = new Set(chosen as Status[]);
  return null;
}

function takeSignal(draft: Draft, value: string): Problem | null {
  const isInverted = value.startsWith('!');
  const words = (isInverted ? value.slice(1) : value).split(',');
  const special = words[0] === 'all' || words[0] === 'none';
  const numbers = special ? [] : words.map(signalNumber);
  const wrong = numbers.findIndex((number) => number === undefined);
  if (wrong !== -1) return badWord('signal', words[wrong] ?? '', 'use SIGINT, INT, 2, all or none');
  const named = new Set(numbers);
  const isNamed = (signal: number): boolean => words[0] === 'all' || named.has(signal);
  draft.signals = (signal) => isNamed(signal) !== isInverted;
  return null;
}

function takeInjection(draft: Draft, value: string): Problem | null {
  const parsed = injectionsOf(value);
  if (!parsed.ok) return parsed.problem;
  draft.injections = [...draft.injections, ...parsed.value];
  return null;
}

