import { callsOf, errorNumber, signalNumber } from '@ai-perf/analysis-syscalls';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Injection } from '@ai-perf/sources-ptrace';

type Part = Partial<Omit<Injection, 'number'>>;

const forever = 2 ** 31 - 1;
const largestErrno = 4095;

const parsers: Readonly<Record<string, (value: string) => Part | null>> = {
  error: (value) => {
    const number = errorNumber(value);
    return number === undefined || number > largestErrno ? null : { result: -number };
  },
  retval: (value) => {
    const number = Number(value);
    return value !== '' && Number.isInteger(number) && number >= 0 && number <= forever ? { result: number } : null;
  },
  signal: (value) => {
    const number = signalNumber(value);
    return number === undefined ? null : { signal: number };
  },
  delay_enter: (value) => delay(value, (delayEntryMicroseconds) => ({ delayEntryMicroseconds })),
  delay_exit: (value) => delay(value, (delayExitMicroseconds) => ({ delayExitMicroseconds })),
  when: whenOf,
};

const factors: Readonly<Record<string, number>> = { '': 1, us: 1, ms: 1000, s: 1_000_000, ns: 0.001 };

function delay(value: string, make: (microseconds: number) => Part): Part | null {
  const [, digits, unit = ''] = /^(\d+)(ns|us|ms|s)?$/.exec(value) ?? [];
  if (digits === undefined) return null;
  const microseconds = Math.ceil(Number(digits) * (factors[unit] ?? 1));
  return microseconds > forever ? null : make(microseconds);
}

/** `3`, `2+`, `2+3`, `2..9+3`. see: strace(1), Tampering */
function whenOf(value: string): Part | null {
  const [whole, first, last, step] = /^(\d+)(?:\.\.(\d+))?(?:\+(\d*))?$/.exec(value) ?? [];
  if (whole === undefined || Number(first) === 0) return null;
  const every = Number(step || 1);
  if (every === 0) return null;
  return { first: Number(first), last: lastOf(first, last, step), step: every };
}

/** `3` is that one alone, `3+` has no end. */
function lastOf(first = '', last: string | undefined, step: string | undefined): number {
  if (last !== undefined) return Number(last);
  return step === undefined ? Number(first) : forever;
}

const none: Omit<Injection, 'number'> = {
  result: null,
  signal: 0,
  delayEntryMicroseconds: 0,
  delayExitMicroseconds: 0,
  first: 1,
  last: forever,
  step: 1,
};

/** `SET:error=ENOENT:when=2+`, one injection for each call of the set. */
export function injectionsOf(text: string): Result<readonly Injection[]> {
  const [set = '', ...words] = text.split(':');
  const calls = callsOf(set);
  const parts = words.map((word) => {
    const [name = '', value = ''] = word.split('=');
    return parsers[name]?.(value) ?? null;
  });
  const does = words.some((word) => !word.startsWith('when='));
  if ('unknown' in calls || parts.includes(null) || !does) return err(badInjection(text));
  const merged = Object.assign({}, ...parts) as Part;
  return ok([...calls.numbers].map((number) => ({ ...none, ...merged, number })));
}

const badInjection = (text: string): ReturnType<typeof usageProblem> =>
  usageProblem('bad-expression', {
    what: `invalid inject argument '${text}'`,
    why: 'a set, then error=ERRNO, retval=N, signal=SIG, delay_enter=TIME, delay_exit=TIME, when=FIRST[..LAST][+STEP]',
    fix: '-e inject=openat:error=ENOENT:when=3',
  });
