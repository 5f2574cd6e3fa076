// `npm run inject -- F06`: starts one fault, prints its label once it acts, and stops it on Ctrl-C.
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { as, secondsToMilliseconds } from '@ai-perf/core-units';
import type { Seconds } from '@ai-perf/core-units';
import { openSession, seededRandom } from '@ai-perf/tools-workloads';
import type { Session } from '@ai-perf/tools-workloads';
import { catalogue, faultOf } from './catalogue.ts';
import type { Fault, Injected, Intensity } from './fault.ts';
import { settle } from './settle.ts';
import { complain } from '../text/problem-text.ts';
import { parseWords } from '../text/words.ts';

interface Order {
  readonly fault: Fault;
  readonly duration: Seconds;
  readonly intensity: Intensity;
  readonly seed: number;
}

const usage = 'npm run inject -- CASE [--seconds 60] [--intensity 1|2|3] [--seed N]';

/** @returns the exit status: 0 stopped as asked, 2 wrong usage, 3 the fault cannot be made or does not act here */
export async function injectCommand(args: readonly string[], stop: AbortSignal): Promise<number> {
  const order = parseOrder(args);
  if (!order.ok) return complain(order.problem);
  const session = await openSession(seededRandom(order.value.seed));
  if (!session.ok) return complain(session.problem);
  try {
    return await holdFault(order.value, session.value, stop);
  } finally {
    await session.value.close();
  }
}

async function holdFault(order: Order, session: Session, stop: AbortSignal): Promise<number> {
  const { fault, intensity, duration, seed } = order;
  const injected = await fault.inject({ session, intensity, duration });
  if (!injected.ok) return complain(injected.problem);
  const proof = await settle(injected.value, stop);
  if (stop.aborted) return 0;
  if (!proof.ok) return complain(proof.problem);
  const { label, processes } = injected.value;
  const names = processes.map(({ name }) => name);
  const said = { case: fault.id, title: fault.title, seed, intensity, label, names, proof: proof.value };
  process.stdout.write(`${JSON.stringify(said)}\n`);
  const endedEarly = await Promise.race([passed(duration, stop).then(() => false), anyEnd(processes)]);
  if (endedEarly) process.stderr.write('the fault has ended before its time\n');
  return endedEarly ? 3 : 0;
}

// Without a process there is no end: a promise that stays open loses every race.
const anyEnd = (processes: Injected['processes']): Promise<true> =>
  new Promise((resolve) => processes.forEach(({ ended }) => void ended.then(() => resolve(true))));

function passed(duration: Seconds, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, secondsToMilliseconds(duration));
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
    if (stop.aborted) resolve();
  });
}

const text = { type: 'string' } as const;

function parseOrder(args: readonly string[]): Result<Order> {
  const words = parseWords(args, { seconds: text, intensity: text, seed: text }, usage);
  if (!words.ok) return words;
  const { values, positionals } = words.value;
  const fault = faultOf(positionals[0] ?? '');
  if (fault === undefined) return err(wrong(`no such case: ${positionals[0] ?? '(none)'}`));
  const duration = as<Seconds>(Number(values.seconds ?? 60));
  const intensity = Number(values.intensity ?? 2);
  if (!(duration > 0) || ![1, 2, 3].includes(intensity)) return err(wrong('--seconds or --intensity is out of range'));
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  return ok({ fault, duration, intensity: intensity as Intensity, seed });
}

const wrong = (what: string): Problem =>
  usageProblem('usage', { what, why: `the cases are ${catalogue.map(({ id }) => id).join(' ')}`, fix: usage });
