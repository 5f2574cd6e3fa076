// The service of the demo: how it is laid out, run with and without its fault, and what it counted of itself.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Session } from '@ai-perf/tools-workloads';

export const serviceName = 'ledger-service';

const build = { program: serviceName, framePointers: true, debug: true };

/** What the service says of itself when it ends. */
export interface ServiceTruth {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50us: number;
  readonly p99us: number;
}

export interface Service {
  /** Runs the service with its fault for at most `seconds`, and writes its truth where `truth` finds it. */
  command(seconds: number): readonly [string, ...string[]];
  /** Null while it has not said anything: it was killed, or never ran. */
  truth(): Promise<ServiceTruth | null>;
  /** The truth of the service without its fault, over `seconds`. */
  runRepaired(seconds: number): Promise<ServiceTruth | null>;
}

export async function installService(session: Session): Promise<Result<Service>> {
  const installed = await session.install(build, serviceName);
  if (!installed.ok) return installed;
  const truthFile = join(session.folder, 'truth.json');
  return ok({
    command: (seconds) => [installed.value.path, `seconds=${seconds}`, `truth=${truthFile}`],
    truth: async () => truthOf(await readFile(truthFile, 'utf8').catch(() => '')),
    runRepaired: (seconds) => runRepaired(session, seconds),
  });
}

async function runRepaired(session: Session, seconds: number): Promise<ServiceTruth | null> {
  const running = await session.start(build, `seconds=${seconds}`, 'convoy=0');
  if (!running.ok) return null;
  await running.value.ended;
  return counted(await running.value.stop());
}

/** One JSON document a line; the counts come in the last. */
function truthOf(text: string): ServiceTruth | null {
  const last = text.trim().split('\n').at(-1);
  return last === undefined || last === '' ? null : counted(JSON.parse(last) as Record<string, unknown>);
}

const counted = (said: Readonly<Record<string, unknown>>): ServiceTruth | null =>
  typeof said['requests'] === 'number' ? (said as unknown as ServiceTruth) : null;
