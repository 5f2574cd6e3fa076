// The proof that a fault acts before anybody is asked about it. A fault that did not fire is an error of the harness.
import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Injected, Signal } from './fault.ts';

export interface Proof {
  readonly signal: string;
  readonly unit: string;
  readonly measured: number;
  readonly least: number;
}

const look = 250;
const betweenLevels = 50;
const patience = 10_000;

/** Waits until the signal moves as it must in two looks in a row (one may be chance), or says how far it came. */
export async function settle(injected: Injected, stop: AbortSignal): Promise<Result<Proof | null>> {
  const { signal } = injected;
  if (signal === null) return ok(null);
  let best = 0;
  let before = 0;
  for (let waited = 0; waited < patience && !stop.aborted; waited += look) {
    const { measured } = await measureOver(signal, () => sleep(look));
    const lasting = Math.min(before, measured);
    if (lasting >= signal.least) return ok(proofOf(signal, lasting));
    if (injected.processes.some((process) => !process.isAlive())) break;
    best = Math.max(best, Number.isNaN(lasting) ? 0 : lasting);
    before = measured;
  }
  return err(notSettled(signal, best));
}

/** What the signal did while `meanwhile` ran: its rate a second, or the mean of its level. */
export async function measureOver<T>(
  signal: Signal,
  meanwhile: () => Promise<T>,
): Promise<{ readonly measured: number; readonly value: T }> {
  return signal.kind === 'rate' ? rateOver(signal, meanwhile) : levelOver(signal, meanwhile);
}

async function rateOver<T>(signal: Signal, meanwhile: () => Promise<T>): Promise<{ measured: number; value: T }> {
  const before = await signal.read();
  const started = performance.now();
  const value = await meanwhile();
  const after = await signal.read();
  return { measured: ((after - before) * 1000) / (performance.now() - started), value };
}

async function levelOver<T>(signal: Signal, meanwhile: () => Promise<T>): Promise<{ measured: number; value: T }> {
  const levels: number[] = [];
  const over = new AbortController();
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      levels.push(await signal.read());
      await sleep(betweenLevels);
    }
  };
  const watching = watch();
  const value = await meanwhile().finally(() => over.abort());
  await watching;
  return { measured: levels.reduce((sum, level) => sum + level, 0) / levels.length, value };
}

export const proofOf = (signal: Signal, measured: number): Proof => ({
  signal: signal.name,
  unit: signal.unit,
  measured,
  least: signal.least,
});

export const notSettled = (signal: Signal, measured: number): ReturnType<typeof problem> =>
  problem('fault-did-not-fire', {
    what: `${signal.name}: ${measured.toFixed(2)} ${signal.unit}, wanted at least ${signal.least} ${signal.unit}`,
    why: 'the fault does not act on this host as it should; nothing can be said about the diagnosis',
    fix: 'try a higher --intensity, or a quieter host',
  });
