import { expect, test } from 'vitest';
import { verdictSchema } from '@ai-perf/core-model';
import { closeUpsFor, judge } from '../index.ts';
import type { Observation } from '../index.ts';
import { busyCpu, frame, host, kernel, libc, observe, process, stack, stacks, watched } from '../testing/quiet-host.ts';

const said = (observation: Observation): string => {
  const { verdict } = judge(observation);
  expect(verdictSchema.safeParse(verdict).error).toBeUndefined();
  const who = verdict.culprit?.cgroup ?? verdict.culprit?.tgids?.join('+') ?? verdict.culprit?.tgid ?? 'nobody';
  const where = verdict.site === null ? '' : ` in ${verdict.site.function ?? ''}`;
  return `${verdict.resource}/${verdict.mechanism} ${who}${where}`;
};

const spinner = (tgid: number): ReturnType<typeof process> => process(tgid, { use: [0.99, 0], voluntarySwitches: 0 });
const lockWait = (seen: number, operation = 0x80, value = 2): object => ({
  waitChannel: 'futex_do_wait',
  syscall: 202,
  futex: { address: '0x5000', operation, value },
  seen,
});

test('a quiet host is healthy', () => {
  expect(said(observe([process(10), process(11)]))).toBe('none/healthy nobody');
});

test('one program that computes without end is a spin in its innermost hot function', () => {
  const profile = stacks('cpu-clock', [
    stack(10, 90, frame('score'), frame('batch'), frame('main'), libc('__libc_start_main')),
    stack(10, 10, libc('clock_gettime'), frame('batch'), frame('main'), libc('__libc_start_main')),
  ]);
  expect(said(observe([spinner(10), process(11)], { profile, delta: { cpu: busyCpu(0.5) } }))).toBe(
    'cpu/spin 10 in score',
  );
});

test('a niced batch that hurts nobody is busy, not faulty', () => {
  const batch = process(10, { use: [1, 0], nice: 19 });
  expect(said(observe([batch, process(11)], { delta: { cpu: busyCpu(0.52) } }))).toBe('none/busy nobody');
});

test('a compiler that takes a whole CPU is busy: it faults pages and reads bytes', () => {
  const compiler = process(10, { use: [0.9, 0.1], minorFaults: 4000, readThrough: 5e6 });
  expect(said(observe([compiler], { delta: { cpu: busyCpu(0.5) } }))).toBe('none/busy nobody');
});

test('eight equal spinners on two CPUs are one run queue, and each of them is named', () => {
  const all = [20, 21, 22, 23, 24, 25, 26, 27].map((tgid) =>
    process(tgid, { use: [0.24, 0], runDelay: 0.74, voluntarySwitches: 0 }),
  );
  expect(said(observe([...all, process(99)], { delta: { cpu: busyCpu(1) } }))).toBe(
    'cpu/run-queue 20+21+22+23+24+25+26+27',
  );
});

test('hogs that make progress are the victims of those that do not, where these alone are too many', () => {
  const spinners = [20, 21, 22, 23].map((tgid) =>
    process(tgid, { use: [0.4, 0], runDelay: 0.6, voluntarySwitches: 0 }),
  );
  const builder = process(30, { use: [0.4, 0], runDelay: 0.6, minorFaults: 9000, readThrough: 4e6 });
  expect(said(observe([...spinners, builder], { delta: { cpu: busyCpu(1) } }))).toBe('cpu/run-queue 20+21+22+23');
});

test('much work is busy, very much is told, but any other fault comes before it', () => {
  const workers = (runDelay: number): ReturnType<typeof process>[] =>
    [30, 31, 32, 33].map((tgid) =>
      process(tgid, { use: [0.4, 0], runDelay, minorFaults: 9000, readThrough: 4e6, age: 100 }),
    );
  const delta = { cpu: busyCpu(1) };
  expect(said(observe(workers(0.5), { delta }))).toBe('none/busy nobody');
  const busy = workers(0.9);
  expect(said(observe(busy, { delta }))).toBe('cpu/run-queue 30+31+32+33');
  const leaking = process(10, { use: [0.05, 0.1], descriptors: 500, descriptorGrowth: 10 });
  expect(said(observe([...busy, leaking], { delta }))).toBe('descriptor/leak 10');
});

test('four threads behind a quota are the cgroup, not a run queue, though they wait for the CPU', () => {
  const inside = process(10, {
    use: [0.2, 0],
    runDelay: 3.7,
    cgroup: '/shop/worker',
    threads: 4,
    voluntarySwitches: 0,
  });
  const group = {
    path: '/shop',
    version: 1,
    quota: 20e6,
    period: 100e6,
    periods: 50,
    throttledPeriods: 49,
    throttledShare: 0.98,
    throttledTime: 1.6,
    allowed: 0.2,
    used: 0.2,
  };
  const delta = { cpu: busyCpu(0.12), cgroupCpu: [group] } as never;
  expect(said(observe([inside, process(11)], { delta }))).toBe('cpu/quota /shop');
});

test('threads that sleep for one lock word are a mutex, and the stacks of their sleeps name who takes it', () => {
  const convoy = process(10, { threads: 8, use: [0.9, 0.3], runDelay: 0.5, voluntarySwitches: 9000 });
  const sleeps = stacks('context-switches', [
    stack(
      10,
      95,
      kernel('schedule'),
      kernel('futex_do_wait'),
      libc('__lll_lock_wait'),
      libc('pthread_mutex_lock'),
      frame('update_balance'),
      frame('serve'),
    ),
    stack(10, 5, kernel('schedule'), frame('recompute'), frame('update_balance'), frame('serve')),
  ]);
  const closeUps = [{ event: 'context-switches', tgid: 10, stacks: sleeps }] as const;
  const watch = watched(10, [lockWait(60), { state: 'R', seen: 20 }]);
  expect(said(observe([convoy], { watch, closeUps, delta: { cpu: busyCpu(0.7) } }))).toBe(
    'lock/mutex 10 in update_balance',
  );
});

test('an idle pool that waits for a condition variable is healthy', () => {
  const watch = watched(10, [lockWait(80, 0x189, 0)]);
  expect(said(observe([process(10, { threads: 8 })], { watch }))).toBe('none/healthy nobody');
});

test('two that sleep equally often after turns of microseconds play ping-pong', () => {
  const one = process(10, { use: [0.1, 0.5], voluntarySwitches: 60_000, writeCalls: 60_000, bytesPerWrite: 1 });
  const other = process(12, { use: [0.1, 0.5], voluntarySwitches: 60_200, writeCalls: 60_000, bytesPerWrite: 1 });
  expect(said(observe([one, process(11), other], { delta: { cpu: busyCpu(0.6) } }))).toBe('scheduler/ping-pong 10+12');
});

test('descriptors that grow in every step are a leak', () => {
  const leaking = process(10, { use: [0.05, 0.1], descriptors: 5000, descriptorGrowth: 300 });
  expect(said(observe([leaking]))).toBe('descriptor/leak 10');
});

test('descriptors that are opened once and kept are no leak', () => {
  const whole = host([process(10, { descriptors: 500, descriptorGrowth: 100 })]);
  const quiet = host([process(10, { descriptors: 500, descriptorGrowth: 0 })]);
  expect(said(observe(whole.processes, { steps: [whole, quiet, quiet, quiet] }))).toBe('none/healthy nobody');
});

test('memory that grows evenly is a leak, in the function that touches it', () => {
  const growing = process(10, { use: [0.1, 0.2], residentGrowth: 100e6, minorFaults: 24_500 });
  const faults = stacks('page-faults', [
    stack(10, 100, libc('__memset_avx2_unaligned_erms'), frame('cache_session'), frame('main')),
  ]);
  const closeUps = [{ event: 'page-faults', tgid: 10, stacks: faults }] as const;
  expect(said(observe([growing], { closeUps }))).toBe('memory/leak 10 in cache_session');
});

test('the heap of a virtual machine that grows for seconds is no leak yet', () => {
  const growing = process(10, { use: [0.2, 0.2], residentGrowth: 20e6, minorFaults: 5000 });
  const jit = { ...frame('lazy', ''), space: 'jit' as const };
  const profile = stacks('cpu-clock', [stack(10, 90, frame('Scavenge')), stack(10, 10, jit, frame('main'))]);
  expect(said(observe([growing], { profile }))).toBe('none/healthy nobody');
  const young = observe([growing], { profile });
  expect(said({ ...young, host: { ...young.host, window: 120 as never } })).toBe('memory/leak 10');
});

test('pages that are faulted in and not kept are churn, not a leak', () => {
  const churning = process(10, { use: [0.15, 0.8], minorFaults: 400_000, residentGrowth: 1e6 });
  expect(said(observe([churning], { delta: { cpu: busyCpu(0.5) } }))).toBe('memory/minor-faults 10');
});

test('who writes while the disk flushes is looked at closer, and cleared if his sleeps are others', () => {
  const writer = process(10, { voluntarySwitches: 900, storageWritten: 4e6 });
  const disks = [{ name: 'vda', flushes: 900, writes: 1800 }] as never;
  const first = observe([writer], { delta: { disks } });
  expect(closeUpsFor(first, 2)).toEqual([{ event: 'context-switches', tgid: 10 }]);
  expect(said(first)).toBe('undecided/undecided nobody');
  const sleeping = stack(10, 50, kernel('schedule'), kernel('do_nanosleep'), libc('clock_nanosleep'), frame('rest'));
  const syncing = stack(10, 60, kernel('schedule'), kernel('ext4_sync_file'), libc('fsync'), frame('append_record'));
  const closeUpWith = (...all: Parameters<typeof stacks>[1]): Observation['closeUps'] => [
    { event: 'context-switches', tgid: 10, stacks: stacks('context-switches', all) },
  ];
  expect(said({ ...first, closeUps: closeUpWith(sleeping) })).toBe('none/healthy nobody');
  expect(said({ ...first, closeUps: closeUpWith(sleeping, syncing) })).toBe('disk/fsync-storm 10 in append_record');
});

test('a process in fsync while the disk flushes is an fsync storm', () => {
  const syncing = process(10, {
    use: [0.02, 0.1],
    voluntarySwitches: 2000,
    writeCalls: 900,
    bytesPerWrite: 4096,
    state: 'D',
  });
  const watch = watched(10, [{ state: 'D', waitChannel: 'jbd2_log_wait_commit', syscall: 74, seen: 9 }]);
  const disks = [{ name: 'vda', flushes: 900, writes: 1800 }] as never;
  expect(said(observe([syncing], { watch, delta: { disks } }))).toBe('disk/fsync-storm 10');
});

test('a writer of single bytes is named for that and not for its CPU time', () => {
  const writer = process(10, {
    use: [0.3, 0.69],
    writeCalls: 900_000,
    writtenThrough: 900_000,
    bytesPerWrite: 1,
    voluntarySwitches: 0,
  });
  const judged = judge(observe([writer], { delta: { cpu: busyCpu(0.5) } }));
  expect(judged.candidates.map(({ resource, mechanism }) => `${resource}/${mechanism}`)).toEqual(['file/tiny-writes']);
});

test('the agent itself is never accused', () => {
  expect(said(observe([spinner(10)], { own: new Set([10]) }))).toBe('none/healthy nobody');
});

test('of one process, another one is only named when it takes the CPU that the first waits for', () => {
  const scope = { kind: 'process', tgid: 11, tree: new Set([11]) } as const;
  expect(said(observe([spinner(10), process(11)], { scope }))).toBe('none/healthy nobody');
  const slowed = process(11, { use: [0.3, 0], runDelay: 0.4, voluntarySwitches: 900 });
  expect(said(observe([spinner(10), slowed], { scope, delta: { cpu: busyCpu(1) } }))).toBe('cpu/spin 10');
});

test('pressure that no rule explains is undecided, and the verdict says what would decide it', () => {
  const stalled = { some: 0.6, full: 0.5 };
  const pressure = { cpu: { some: 0, full: null }, memory: { some: 0, full: 0 }, io: stalled } as never;
  const { verdict } = judge(observe([process(10)], { delta: { pressure } }));
  expect([verdict.resource, verdict.wouldNeed.length]).toEqual(['undecided', 1]);
});

test('every finding names evidence that exists', () => {
  const { findings, evidence } = judge(observe([spinner(10), process(11, { descriptorGrowth: 50, descriptors: 400 })]));
  const known = new Set(evidence.map(({ id }) => id));
  expect(findings.map(({ id }) => id)).toEqual(['F1', 'F2']);
  expect(findings.flatMap((finding) => finding.evidence).filter((id) => !known.has(id))).toEqual([]);
});
