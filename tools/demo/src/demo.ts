// `npm run demo`: a service with a planted lock convoy, the agent's word on it, and whether that is right.
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapeTerminal } from '@ai-perf/core-text';
import type { Problem } from '@ai-perf/core-result';
import { openSession, probeSight, seededRandom } from '@ai-perf/tools-workloads';
import type { Session } from '@ai-perf/tools-workloads';
import { askAgent } from './agent.ts';
import { judge, planted, refusedCalls } from './judge.ts';
import { installService, serviceName } from './service.ts';
import { toldText } from './told.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const script = join(root, 'stages/5-agent/agent/bin/ai-perf.mjs');
const window = 5;
/** Longer than the window and the start of the agent: the agent ends the service. */
const serviceSeconds = 60;
const repairedSeconds = 2;

/** @returns 0 the planted cause was named (or given up where sight is refused), 1 it was not, 3 it cannot run */
export async function demoCommand(): Promise<number> {
  const session = await openSession(seededRandom(Date.now()));
  if (!session.ok) return complain(session.problem);
  try {
    return await runDemo(session.value);
  } finally {
    await session.value.close();
  }
}

async function runDemo(session: Session): Promise<number> {
  const [service, sight] = await Promise.all([installService(session), probeSight()]);
  if (!service.ok) return complain(service.problem);
  if (!sight.ok) return complain(sight.problem);
  const report = join(await reportFolder(), 'demo.html');
  say(`${serviceName}: 8 threads; planted: a mutex held too long in ${planted.function}, a hot ${planted.hot}\n`);
  say(`ai-perf diagnose --duration ${window}s -o ${shortOf(report)} -- ${serviceName}\n\n`);
  const command = service.value.command(serviceSeconds);
  const diagnosis = await askAgent({ script, seconds: window, report, command });
  if (!diagnosis.ok) return complain(diagnosis.problem);
  const judgement = judge(diagnosis.value, sight.value);
  const text = toldText({
    diagnosis: diagnosis.value,
    before: await service.value.truth(),
    repaired: await service.value.runRepaired(repairedSeconds),
    refused: refusedCalls(sight.value),
    report: shortOf(report),
    judgement: judgement.text,
  });
  say(text);
  return judgement.passed ? 0 : 1;
}

// A checkout that is not this user's is left as it is.
async function reportFolder(): Promise<string> {
  const reports = join(root, 'reports');
  try {
    await mkdir(reports, { recursive: true });
    await access(reports, constants.W_OK);
    return reports;
  } catch {
    return tmpdir();
  }
}

function shortOf(path: string): string {
  const short = relative(root, path);
  return short.startsWith('..') ? path : short;
}

const say = (text: string): void => void process.stdout.write(text);

function complain({ what, why, fix }: Problem): number {
  process.stderr.write([what, `  why: ${why}`, `  fix: ${fix}`].map((line) => `${escapeTerminal(line)}\n`).join(''));
  return 3;
}
