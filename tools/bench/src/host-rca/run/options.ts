// The command line of `npm run bench:host-rca`.
import type { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Seconds, SecondsPerSecond } from '@ai-perf/core-units';
import { seededRandom } from '@ai-perf/tools-workloads';
import { catalogue, faultOf } from '../catalogue.ts';
import type { Fault, Intensity } from '../fault.ts';
import { parseWords } from '../../text/words.ts';
import { defaultOtherCpu } from './other-cpu.ts';

export interface BenchOptions {
  readonly faults: readonly Fault[];
  readonly repeats: number;
  /** `null`: each repeat another one. */
  readonly intensity: Intensity | null;
  readonly seed: number;
  readonly window: Seconds;
  readonly script: string;
  readonly ambient: boolean;
  readonly otherCpu: SecondsPerSecond;
  /** How long to wait for others to rest before a case. */
  readonly quietWait: Seconds;
  /** How often a disturbed window is measured again before it is scored as it is. */
  readonly retries: number;
  /** All results as one JSON document. */
  readonly json: string | null;
  /** Where each answer is kept for study. */
  readonly answers: string;
}

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const usage =
  'npm run bench:host-rca -- [--cases F01,F06] [--pick N] [--repeats 3] [--intensity 1|2|3] [--seed N] [--seconds 5] ' +
  '[--json FILE] [--answers FOLDER] [--diagnose SCRIPT] [--no-ambient] ' +
  '[--other-cpu CORES] [--quiet-wait 30] [--retries 2]';

const text = { type: 'string' } as const;
const known = {
  cases: text, pick: text, repeats: text, intensity: text, seed: text, seconds: text, json: text, answers: text,
  diagnose: text, 'no-ambient': { type: 'boolean' }, 'other-cpu': text, 'quiet-wait': text, retries: text,
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof known }>>['values'];

export function parseBenchOptions(args: readonly string[]): Result<BenchOptions> {
  const words = parseWords(args, known, usage);
  if (!words.ok) return words;
  const { values, positionals } = words.value;
  if (positionals.length > 0) return err(wrong(`${positionals.join(' ')} is no option`));
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const faults = chooseFaults(values, seed);
  return faults.ok ? checkNumbers(optionsOf(values, faults.value, seed)) : faults;
}

function optionsOf(values: Values, faults: readonly Fault[], seed: number): BenchOptions {
  return {
    faults,
    seed,
    repeats: Number(values.repeats ?? 3),
    intensity: values.intensity === undefined ? null : (Number(values.intensity) as Intensity),
    window: as<Seconds>(Number(values.seconds ?? 5)),
    script: values.diagnose ?? `${root}stages/5-agent/agent/bin/ai-perf.mjs`,
    ambient: values['no-ambient'] !== true,
    otherCpu: as<SecondsPerSecond>(Number(values['other-cpu'] ?? defaultOtherCpu)),
    quietWait: as<Seconds>(Number(values['quiet-wait'] ?? 30)),
    retries: Number(values.retries ?? 2),
    json: values.json ?? null,
    answers: values.answers ?? `${root}reports/host-rca`,
  };
}

function chooseFaults(values: Values, seed: number): Result<readonly Fault[]> {
  const ids = values.cases?.split(',') ?? catalogue.map(({ id }) => id);
  const unknown = ids.filter((id) => faultOf(id) === undefined);
  if (unknown.length > 0) return err(wrong(`no such case: ${unknown.join(', ')}`));
  const faults = ids.flatMap((id) => faultOf(id) ?? []);
  return ok(values.pick === undefined ? faults : pickSome(faults, Number(values.pick), seed));
}

function pickSome(faults: readonly Fault[], count: number, seed: number): readonly Fault[] {
  const random = seededRandom(seed);
  const left = [...faults];
  const chosen: Fault[] = [];
  while (chosen.length < count && left.length > 0) {
    chosen.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return chosen;
}

function checkNumbers(options: BenchOptions): Result<BenchOptions> {
  const { repeats, intensity, window, seed, retries, otherCpu, quietWait } = options;
  const counts = [retries, otherCpu, quietWait];
  const positive = repeats > 0 && window > 0 && counts.every((number) => number >= 0);
  const graded = intensity === null || [1, 2, 3].includes(intensity);
  const right = positive && graded && Number.isInteger(repeats) && Number.isInteger(seed);
  return right ? ok(options) : err(wrong('a number is out of range'));
}

const wrong = (what: string): Problem =>
  usageProblem('usage', { what, why: `the cases are ${catalogue.map(({ id }) => id).join(' ')}`, fix: usage });
