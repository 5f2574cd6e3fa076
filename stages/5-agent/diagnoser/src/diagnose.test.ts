import { expect, test } from 'vitest';
import { diagnosisSchema } from '@ai-perf/core-model';
import type { Diagnosis, TaskWatch } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import type { Seconds, UnixNanoseconds } from '@ai-perf/core-units';
import { diagnose } from './diagnose.ts';
import type { DiagnosePlan } from './diagnose.ts';
import { exitCodeOfVerdict } from './exit-code.ts';
import { fakeHost, spinning } from './testing/fake-host.ts';
import type { FakeHost, Life } from './testing/fake-host.ts';
import { stepLengths } from './window.ts';

const self = 900;
const quiet: Life = () => ({});

const planOf = (instruments: FakeHost, change: Partial<DiagnosePlan> = {}): DiagnosePlan => ({
  subject: 'system',
  root: null,
  duration: 5 as Seconds,
  startedAt: '1' as UnixNanoseconds,
  machine: 'x86_64',
  self,
  instruments,
  interrupt: new AbortController().signal,
  ended: null,
  onReady: () => undefined,
  ...change,
});

const said = ({ verdict }: Pick<Diagnosis, 'verdict'>): string =>
  `${verdict.resource}/${verdict.mechanism} ${verdict.culprit?.tgid ?? ''}`;

test('five seconds are looked at in seven steps that add up', () => {
  expect(stepLengths(5 as Seconds)).toEqual([0.25, 0.25, 0.5, 1, 1, 1, 1]);
  expect(stepLengths(0.5 as Seconds)).toEqual([0.25, 0.25]);
  expect(stepLengths(3600 as Seconds)).toHaveLength(3 + 30);
  expect(stepLengths(2.3 as Seconds).reduce((sum, length) => sum + length, 0)).toBeCloseTo(2.3);
});

test('without perf_event_open a spinning process is found from /proc alone, and the limits say so', async () => {
  const host = fakeHost({ lives: { 10: spinning, 11: quiet, [self]: quiet } });
  const { diagnosis, profile } = unwrap(await diagnose(planOf(host)));
  expect(diagnosisSchema.safeParse(diagnosis).error).toBeUndefined();
  expect([said(diagnosis), diagnosis.verdict.site, profile]).toEqual(['cpu/spin 10', null, null]);
  expect(diagnosis.limits).toContain('cannot sample: EPERM (sudo)');
  expect([exitCodeOfVerdict(diagnosis), diagnosis.duration]).toEqual([1, 5e9]);
});

test('the agent and its helpers are not accused of what they cost', async () => {
  const helper: Life = (t) => ({ ...spinning(t), parent: self });
  const host = fakeHost({ lives: { [self]: spinning, 901: helper, 11: quiet } });
  const { diagnosis } = unwrap(await diagnose(planOf(host)));
  expect([said(diagnosis), exitCodeOfVerdict(diagnosis)]).toEqual(['none/healthy ', 0]);
});

test('a command of ours is judged although it is our child', async () => {
  const command: Life = (t) => ({ ...spinning(t), parent: self });
  const host = fakeHost({ lives: { [self]: quiet, 50: command } });
  const { diagnosis } = unwrap(await diagnose(planOf(host, { subject: 'command', root: 50 })));
  expect([said(diagnosis), diagnosis.scope]).toEqual(['cpu/spin 50', { kind: 'command', tgid: 50 }]);
});

test('asked about its own shell, the agent is no part of the answer', async () => {
  const agent: Life = (t) => ({ ...spinning(t), parent: 50 });
  const host = fakeHost({ lives: { [self]: agent, 50: quiet } });
  const { diagnosis } = unwrap(await diagnose(planOf(host, { subject: 'process', root: 50 })));
  expect(said(diagnosis)).toBe('none/healthy ');
});

test('interrupted after two seconds it judges what it saw and says that the window was cut', async () => {
  const stop = new AbortController();
  const host = fakeHost({ lives: { 10: spinning, [self]: quiet }, onPause: (now) => now >= 2 && stop.abort() });
  const { diagnosis } = unwrap(await diagnose(planOf(host, { interrupt: stop.signal })));
  expect([said(diagnosis), diagnosis.limits[0]]).toEqual([
    'cpu/spin 10',
    'the window was cut after 2.0 of 5 s: interrupted',
  ]);
});

test('a process that ends is judged by the part of the window in which it lived', async () => {
  const ended = new AbortController();
  const life: Life = (t) => (t < 2.5 ? spinning(t) : null);
  const host = fakeHost({ lives: { 10: life, [self]: quiet }, onPause: (now) => now >= 2.5 && ended.abort() });
  const { diagnosis } = unwrap(await diagnose(planOf(host, { subject: 'process', root: 10, ended: ended.signal })));
  expect([said(diagnosis), diagnosis.limits[0]]).toEqual([
    'cpu/spin 10',
    'the window was cut after 2.0 of 5 s: the process ended',
  ]);
});

test('a process that ends at once is a problem with a way out, not a verdict', async () => {
  const ended = new AbortController();
  const host = fakeHost({ lives: { 10: (t) => (t < 0.2 ? {} : null) }, onPause: () => ended.abort() });
  const outcome = await diagnose(planOf(host, { subject: 'process', root: 10, ended: ended.signal }));
  expect(outcome.ok ? '' : outcome.problem.code).toBe('window-too-short');
});

test('a lock asks for the stacks of its sleeps while the window is still open, and only once', async () => {
  const convoy: Life = (t) => ({
    threads: 8,
    onCpu: t * 9e8,
    userTime: 90 * t,
    switches: { voluntary: 9000 * t, forced: 0 } as never,
  });
  const futex = { address: '0x1', operation: 0x80, value: 2 };
  const moment = { state: 'S', waitChannel: 'futex_do_wait', syscall: 202, futex, seen: 70, rounds: 10 };
  const watch = (): TaskWatch =>
    ({
      rounds: 10,
      interval: 5e7,
      processes: [{ tgid: 10, rounds: 10, moments: [moment] }],
      limits: [],
    }) as unknown as TaskWatch;
  const host = fakeHost({ lives: { 10: convoy, [self]: quiet }, watch, mayPerf: true });
  const { diagnosis } = unwrap(await diagnose(planOf(host)));
  expect(said(diagnosis)).toBe('lock/mutex 10');
  expect(host.recorded).toEqual(['cpu-clock system', 'context-switches processes']);
});
