import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Count } from '@ai-perf/core-units';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openSampling, probePerfEvent } from './index.ts';

const pages = 7;
const folder = mkdtempSync(join(tmpdir(), 'attach-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = join(import.meta.dirname, '../test/thread-spawner.c');
const program = join(folder, 'thread-spawner');
const built = spawnSync('gcc', ['-D_GNU_SOURCE', '-O2', '-pthread', '-o', program, source], { encoding: 'utf8' });
const { software } = probePerfEvent();

beforeEach(({ skip }) => {
  skip(built.status !== 0, `the workload does not build: ${built.stderr || 'no gcc'}`);
  if (software.state === 'impossible') skip(`perf events cannot be opened here: ${software.why.why}`);
});

interface Observed {
  /** Threads by the number of faults that were seen of each. */
  readonly threadsByFaults: Map<number, number>;
  readonly lost: number;
}

// Half a second of a process that starts some ten thousand threads a second.
async function observe(): Promise<Observed> {
  const child = spawn(program, [String(pages)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { from, to } = JSON.parse(line.toString()) as { from: string; to: string };
  const session = unwrap(
    openSampling({
      target: { kind: 'processes', tgids: [child.pid as number] },
      events: ['page-faults:u'],
      rate: { kind: 'period', events: as<Count>(1) },
      callGraph: { kind: 'none' },
      ringPages: 1024,
    }),
  );
  setTimeout(() => session.stop(), 500);
  const faults = new Map<number, number>();
  let lost = 0;
  for await (const batch of session.batches()) {
    const { count, chain, tid } = batch.samples;
    for (let row = 0; row < count; row += 1) {
      const ip = chain[row * 2 + 1] ?? 0n;
      const thread = tid[row] ?? 0;
      if (ip >= BigInt(from) && ip < BigInt(to)) faults.set(thread, (faults.get(thread) ?? 0) + 1);
    }
    lost += batch.lost;
  }
  child.stdin.end();
  await once(child, 'exit');
  const threadsByFaults = new Map<number, number>();
  for (const seen of faults.values()) threadsByFaults.set(seen, (threadsByFaults.get(seen) ?? 0) + 1);
  return { threadsByFaults, lost };
}

test('a thread that starts while we attach is sampled once, and whole but for the ends', async ({ skip }) => {
  for (let round = 0; round < 3; round += 1) {
    const { threadsByFaults, lost } = await observe();
    skip(lost > 0, `inconclusive: the host was so busy that ${lost} records found no room in 4 MiB`);
    expect(Math.max(...threadsByFaults.keys())).toBe(pages);
    const inPart = [...threadsByFaults].reduce((sum, [faults, threads]) => sum + (faults === pages ? 0 : threads), 0);
    // Two starters, each with one thread at the attaching and one at the end.
    expect(inPart).toBeLessThanOrEqual(4);
  }
});
