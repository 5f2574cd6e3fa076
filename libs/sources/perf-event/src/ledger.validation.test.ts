import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { RawSamples } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Count } from '@ai-perf/core-units';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openSampling, probePerfEvent } from './index.ts';
import type { EventCount, SamplingSession } from './index.ts';

const pages = 20_011;
const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = join(import.meta.dirname, '../test/page-toucher.c');
const program = join(folder, 'page-toucher');
const built = spawnSync('gcc', ['-D_GNU_SOURCE', '-O2', '-pthread', '-o', program, source], { encoding: 'utf8' });
const { software } = probePerfEvent();

beforeEach(({ skip }) => {
  skip(built.status !== 0, `the workload does not build: ${built.stderr || 'no gcc'}`);
  if (software.state === 'impossible') skip(`perf events cannot be opened here: ${software.why.why}`);
});

class Toucher {
  readonly tgid: number;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: Interface;

  constructor(threads: number, children: number) {
    const words = [pages, threads, children].map(String);
    this.#child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.tgid = this.#child.pid as number;
    this.#lines = createInterface(this.#child.stdout);
  }

  async says(): Promise<Record<string, string | number>> {
    const [line] = (await once(this.#lines, 'line')) as [string];
    return JSON.parse(line) as Record<string, string | number>;
  }

  goOn(): void {
    this.#child.stdin.write('\n');
  }
}

interface Ledger {
  readonly samples: readonly RawSamples[];
  readonly delivered: number;
  readonly lost: number;
  readonly counted: EventCount;
  /** What getrusage saw of the main thread's touching. */
  readonly truth: number;
  /** Samples whose instruction lies in the touching section, by thread. */
  readonly touches: ReadonlyMap<number, number>;
}

async function runLedger(ringPages: number, threads = 0, children = 0): Promise<Ledger> {
  const toucher = new Toucher(threads, children);
  const { from, to } = await toucher.says();
  const session = unwrap(openFaults(toucher.tgid, ringPages));
  toucher.goOn();
  const truth = toucher.says().then(({ faults }) => {
    const counted = session.counts()[0] as EventCount;
    session.stop();
    return { faults: Number(faults), counted };
  });
  const { samples, lost } = await readAll(session);
  toucher.goOn();
  const { faults, counted } = await truth;
  const touches = countInside(samples, BigInt(from as string), BigInt(to as string));
  const delivered = samples.reduce((sum, { count }) => sum + count, 0);
  return { samples, delivered, lost, counted, truth: faults, touches };
}

function openFaults(tgid: number, ringPages: number): ReturnType<typeof openSampling> {
  return openSampling({
    target: { kind: 'processes', tgids: [tgid] },
    events: ['page-faults:u'],
    rate: { kind: 'period', events: as<Count>(1) },
    callGraph: { kind: 'none' },
    ringPages,
  });
}

async function readAll(session: SamplingSession): Promise<{ readonly samples: RawSamples[]; readonly lost: number }> {
  const samples: RawSamples[] = [];
  let lost = 0;
  for await (const batch of session.batches()) {
    samples.push(batch.samples);
    lost += batch.lost;
  }
  return { samples, lost };
}

// Without a call graph a chain is the marker of its mode and the instruction.
function countInside(samples: readonly RawSamples[], from: bigint, to: bigint): ReadonlyMap<number, number> {
  const touches = new Map<number, number>();
  for (const { count, chain, tid } of samples) {
    for (let row = 0; row < count; row += 1) {
      const ip = chain[row * 2 + 1] ?? 0n;
      const thread = tid[row] ?? 0;
      if (ip >= from && ip < to) touches.set(thread, (touches.get(thread) ?? 0) + 1);
    }
  }
  return touches;
}

test('every page fault of a known number is one sample, and the kernel counted the same', async ({ skip }) => {
  const { delivered, lost, counted, truth, touches } = await runLedger(1024);
  skip(truth !== pages, `inconclusive: getrusage saw ${truth} faults for ${pages} pages`);
  skip(lost > 0, `inconclusive: the host was so busy that ${lost} records found no room in 4 MiB`);
  expect([...touches.values()]).toEqual([pages]);
  expect(delivered).toBe(counted.value);
});

test('with a ring of one page, produced = delivered + lost, to the last sample', async () => {
  const { delivered, lost, counted } = await runLedger(1);
  expect(delivered + lost).toBe(counted.value);
  expect(counted.value).toBeGreaterThanOrEqual(pages);
  // 73 records of 56 bytes fill the ring: to lose nothing a reader would have to come 274 times in a few milliseconds.
  expect(lost).toBeGreaterThan(pages / 10);
  expect(counted.lost === null ? lost : counted.lost).toBe(lost);
});

test('threads and children that start later are followed, each of their faults once', async ({ skip }) => {
  const { lost, touches } = await runLedger(1024, 3, 2);
  skip(lost > 0, `inconclusive: the host was so busy that ${lost} records found no room in 4 MiB`);
  expect([...touches.values()]).toEqual(new Array(6).fill(pages));
});

test('samples come in time order across rings and batches', async () => {
  const { samples } = await runLedger(1024, 3, 2);
  const times = samples.flatMap(({ at }) => [...at]);
  expect(times.filter((at, row) => at < (times[row - 1] ?? 0))).toEqual([]);
});
