// Asks the tool under test: starts it as a person would, and takes what it prints for what it is worth.
import { spawn } from 'node:child_process';
import { err, mapResult, ok, problem, unwrap } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Seconds } from '@ai-perf/core-units';
import { diagnosisSchema } from '@ai-perf/core-model';
import type { Diagnosis } from '@ai-perf/core-model';
import { compile } from '@ai-perf/tools-workloads';

export interface Question {
  /** The script that understands `diagnose -a --json --duration 5s`. */
  readonly script: string;
  readonly window: Seconds;
  readonly stop: AbortSignal;
}

export interface Answer {
  readonly diagnosis: Diagnosis;
  readonly took: Seconds;
}

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly status: number | null;
}

const patience = 120_000;
/** 0 nothing to report, 1 findings, 3 undecided: with 3 there may also be no document at all. */
const answered = new Set([0, 1, 3]);

/** @returns the answer, or the problem with whatever it printed instead */
export async function diagnose(question: Question): Promise<Result<Answer>> {
  const started = performance.now();
  const ended = await run(question);
  const took = as<Seconds>((performance.now() - started) / 1000);
  if (!answered.has(ended.status ?? -1)) return err(noAnswer(ended, `it ended with status ${ended.status}`));
  return mapResult(parse(ended), (diagnosis) => ({ diagnosis, took }));
}

async function run(question: Question): Promise<Ended> {
  // The tether kills it when the harness is killed; node itself has no such promise to give.
  const tether = unwrap(await compile({ program: 'tether', framePointers: false }));
  const command = [process.execPath, question.script, 'diagnose', '-a', '--json', '--duration', `${question.window}s`];
  const child = spawn(tether, [String(process.pid), ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.err += text));
  const end = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(end, patience);
  question.stop.addEventListener('abort', end, { once: true });
  if (question.stop.aborted) end();
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  question.stop.removeEventListener('abort', end);
  return { ...texts, status };
}

function parse(ended: Ended): Result<Diagnosis> {
  try {
    const checked = diagnosisSchema.safeParse(JSON.parse(ended.out));
    return checked.success ? ok(checked.data) : err(noAnswer(ended, checked.error.message));
  } catch {
    return err(noAnswer(ended, 'what it printed is not one JSON document'));
  }
}

const noAnswer = (ended: Ended, why: string): Problem =>
  problem('no-answer', {
    what: 'diagnose gave no answer that can be scored',
    why: [why, ended.err.trim().slice(-2000)].filter((text) => text !== '').join(': '),
    fix: 'run the same command by hand while `npm run inject` holds the fault',
  });
