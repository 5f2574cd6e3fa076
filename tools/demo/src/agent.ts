// Runs `ai-perf diagnose` on the service as a person would.
import { spawn } from 'node:child_process';
import { diagnosisSchema } from '@ai-perf/core-model';
import type { Diagnosis } from '@ai-perf/core-model';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';

export interface Question {
  readonly script: string;
  readonly seconds: number;
  readonly report: string;
  readonly command: readonly string[];
}

/** The agent's own words go to stderr as they come; its JSON is taken and checked. */
export async function askAgent({ script, seconds, report, command }: Question): Promise<Result<Diagnosis>> {
  const words = ['diagnose', '--json', '--duration', `${seconds}s`, '-o', report, '--', ...command];
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  try {
    const checked = diagnosisSchema.safeParse(JSON.parse(out));
    return checked.success ? ok(checked.data) : err(noAnswer(checked.error.message));
  } catch {
    return err(noAnswer(`it ended with status ${status} and printed no JSON document`));
  }
}

const noAnswer = (why: string): ReturnType<typeof problem> =>
  problem('no-answer', {
    what: 'ai-perf diagnose gave no answer',
    why,
    fix: 'read what it said above; `npx ai-perf doctor` says what is missing here',
  });
