import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Hertz } from '@ai-perf/core-units';
import { probePerfEvent } from '@ai-perf/sources-perf-event';
import { openSession, seededRandom } from '@ai-perf/tools-workloads';
import type { Build, Session } from '@ai-perf/tools-workloads';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { attachPerf, whyNoPerf } from '../test/perf-record.ts';
import type { JudgedSample } from '../test/perf-record.ts';
import { samplesOf, sharesOf } from '../test/profile-samples.ts';
import { recordProfile } from './index.ts';
import type { Recording } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'shares-'));
let session: Session;
beforeAll(async () => {
  session = unwrap(await openSession(seededRandom(20_251_121)));
});
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});

const { kernel } = probePerfEvent();
const noPerf = whyNoPerf();
beforeEach(({ skip }) => {
  if (kernel.state !== 'works') skip('the kernel may not be sampled by this user');
  skip(noPerf !== null, noPerf ?? '');
});

interface SideBySide {
  readonly truth: Readonly<Record<string, unknown>>;
  readonly judge: readonly JudgedSample[];
  readonly recording: Recording;
  readonly ours: readonly JudgedSample[];
}

/** Both profilers sample the same process at the same time; it is let go only when both are there. */
async function sideBySide(build: Build, args: readonly string[], seconds: number | null): Promise<SideBySide> {
  const workload = unwrap(await session.start(build, ...args));
  workload.signal('SIGSTOP');
  const perf = await attachPerf(workload.pid, ['-e', 'cpu-clock', '-F', '99'], folder);
  const recorded = recordProfile(
    {
      target: { kind: 'processes', tgids: [workload.pid] },
      events: ['cpu-clock'],
      rate: { kind: 'frequency', hertz: as<Hertz>(99) },
      callGraph: { kind: 'frame-pointers' },
      ringPages: null,
      duration: null,
    },
    { signal: new AbortController().signal },
  );
  workload.signal('SIGCONT');
  if (seconds !== null) setTimeout(() => workload.signal('SIGTERM'), seconds * 1000);
  const judge = await perf.finish();
  const recording = unwrap(await recorded);
  return { truth: await workload.stop(), judge, recording, ours: samplesOf(recording.profiles[0]) };
}

const names = ['price_orders', 'match_orders', 'write_ledger', 'audit_trail'];

function trueShares(truth: Readonly<Record<string, unknown>>): readonly number[] {
  const functions = truth['functions'] as Readonly<Record<string, { readonly share: number }>>;
  return names.map((name) => (functions[name]?.share ?? NaN) * 100);
}

const largestGap = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, row) => Math.abs(value - (b[row] ?? NaN))));

// A hundred units of some 100 ms, dealt 50/30/15/5 from shuffled bags: about 10 s of one CPU.
const share: Build = { program: 'share', framePointers: true };
const tenSeconds = ['units=100', 'rounds=40000000'];

test('at 99 Hz over 10 s shares are true within 1.5 points, and samples as many as perf has', async ({ skip }) => {
  const { truth, judge, ours, recording } = await sideBySide(share, tenSeconds, null);
  const told = trueShares(truth);
  const [byPerf, byUs] = [sharesOf(judge, names), sharesOf(ours, names)];
  const show = (shares: readonly number[]): string => shares.map((one) => one.toFixed(2)).join(' / ');
  console.log(`truth ${show(told)}; perf ${show(byPerf)} of ${judge.length}; ours ${show(byUs)} of ${ours.length}`);
  skip(largestGap(told, byPerf) > 1.5, `inconclusive: perf itself is off by ${largestGap(told, byPerf).toFixed(2)}`);
  expect(largestGap(told, byUs)).toBeLessThanOrEqual(1.5);
  expect(Math.abs(ours.length / judge.length - 1)).toBeLessThanOrEqual(0.02);
  expect(recording.profiles[0].lost).toBe(0);
});

test('kernel frames have their names, and the kernel has the share that perf sees', async ({ skip }) => {
  const build: Build = { program: 'minor-faults', framePointers: true };
  const { judge, recording, ours } = await sideBySide(build, ['bytes=33554432'], 3);
  const inKernel = (samples: readonly JudgedSample[]): number =>
    samples.filter((sample) => sample.inKernel).length / samples.length;
  console.log(`in the kernel: perf ${inKernel(judge).toFixed(3)}, ours ${inKernel(ours).toFixed(3)} of ${ours.length}`);
  skip(inKernel(judge) < 0.5, `inconclusive: perf sees ${inKernel(judge)} in the kernel`);
  const { frames, strings } = recording.profiles[0];
  const nameless = frames.function.filter((name, row) => {
    return frames.space[row] === 'kernel' && /^(0x|\[|$)|\+0x/.test(strings[name] ?? '');
  });
  expect(nameless).toEqual([]);
  expect(largestGap(sharesOf(ours, ['fill_scratch']), sharesOf(judge, ['fill_scratch']))).toBeLessThanOrEqual(5);
});
