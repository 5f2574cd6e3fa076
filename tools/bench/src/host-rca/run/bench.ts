// `npm run bench:host-rca`: all chosen cases one after another, a table, and a status that a script can trust.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeTerminal } from '@ai-perf/core-text';
import { problemText } from '../../text/problem-text.ts';
import type { Fault } from '../fault.ts';
import { intensities } from '../fault.ts';
import { runCase } from './case.ts';
import type { CaseOrder, CaseResult } from './case.ts';
import { parseBenchOptions } from './options.ts';
import type { BenchOptions } from './options.ts';
import { progressText, tableText } from './table.ts';
import { exitStatusOf, totalsOf } from './totals.ts';

export interface Sinks {
  out(text: string): void;
  err(text: string): void;
}

const stoppedStatus = 130;

/** @returns 0 all right, 1 a wrong or missing answer, 2 wrong usage, 3 a fault did not act, 130 stopped */
export async function hostRcaCommand(args: readonly string[], stop: AbortSignal, sinks: Sinks): Promise<number> {
  const options = parseBenchOptions(args);
  if (!options.ok) {
    sinks.err(problemText(options.problem));
    return 2;
  }
  // A place that cannot be written is better known now than after ten minutes.
  if (options.value.json !== null) await writeFile(options.value.json, '');
  const results = await runBench(options.value, stop, sinks);
  const totals = totalsOf(results);
  sinks.out(tableText(results, totals));
  if (options.value.json !== null) await writeFile(options.value.json, JSON.stringify({ totals, results }, null, 1));
  return stop.aborted ? stoppedStatus : exitStatusOf(totals);
}

/** Runs what is ordered until it is done or stopped. */
export async function runBench(options: BenchOptions, stop: AbortSignal, sinks: Sinks): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  sinks.err(`seed ${options.seed}\n`);
  for (let repeat = 1; repeat <= options.repeats; repeat++) {
    for (const fault of options.faults) {
      const result = await runUndisturbed(orderOf(options, fault, repeat, stop), options.retries, sinks);
      if (stop.aborted) return results;
      results.push(result);
      sinks.err(`${fault.id} ${repeat}: ${escapeTerminal(progressText(result))}\n`);
      await keepAnswer(options.answers, result, sinks);
    }
  }
  return results;
}

// Whether a window is measured again is decided by the host's load alone, before the score is looked at: choosing by
// the score would flatter the tool.
async function runUndisturbed(order: CaseOrder, retries: number, sinks: Sinks): Promise<CaseResult> {
  const result = await runCase(order);
  if (!result.disturbed || retries === 0 || order.stop.aborted) return result;
  const others = `${result.otherCpu.toFixed(2)} cores of others`;
  sinks.err(`${order.fault.id} ${order.repeat}: disturbed by ${others}, once more\n`);
  return runUndisturbed(order, retries - 1, sinks);
}

function orderOf(options: BenchOptions, fault: Fault, repeat: number, stop: AbortSignal): CaseOrder {
  const { script, window, ambient, otherCpu, quietWait } = options;
  const intensity = options.intensity ?? intensities[(repeat - 1) % intensities.length] ?? 2;
  const seed = seedOf(options.seed, fault.id, repeat);
  return { fault, repeat, seed, intensity, script, window, ambient, otherCpu, quietWait, stop };
}

// Each run has chance of its own, whatever other cases were ordered with it. FNV-1a.
function seedOf(seed: number, id: string, repeat: number): number {
  const text = `${seed} ${id} ${repeat}`;
  return [...text].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);
}

async function keepAnswer(folder: string, { order, label, end }: CaseResult, sinks: Sinks): Promise<void> {
  if (end.kind !== 'scored') return;
  const path = join(folder, `${order.case}-${order.repeat}.json`);
  await mkdir(folder, { recursive: true });
  await writeFile(path, JSON.stringify({ label, score: end.score, diagnosis: end.diagnosis }, null, 1));
  if (!end.score.exact) sinks.err(`  answer: ${path}\n`);
}
