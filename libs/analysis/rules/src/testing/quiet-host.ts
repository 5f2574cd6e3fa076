// A host on which nothing happens, for tests to disturb one thing at a time.
import type { TaskMoment, TaskWatch } from '@ai-perf/core-model';
import type { CpuShares, HostDelta, ProcessDelta } from '@ai-perf/analysis-rates';
import type { Observation } from '../observation.ts';
import type { CountedStack, StackCounts, StackFrame } from '../stacks/stack-counts.ts';

const second = 1e9;
/** Numbers of a test are bare; the brands are for production code. */
type Bare<T> = {
  readonly [K in keyof T]?: T[K] extends number ? number : T[K] extends number | null ? number | null : T[K];
};

const idleCpu = {
  user: 0.01,
  nice: 0,
  system: 0.01,
  interrupts: 0,
  idle: 0.98,
  iowait: 0,
  steal: 0,
  busy: 0.02,
} as CpuShares;

export function process(
  tgid: number,
  change: Bare<ProcessDelta> & { readonly use?: readonly [user: number, system: number] } = {},
): ProcessDelta {
  const { use = [0, 0], ...rest } = change;
  const total = use[0] + use[1];
  return {
    tgid,
    startedAt: 100,
    parent: 1,
    comm: `p${tgid}`,
    state: 'S',
    nice: 0,
    threads: 1,
    cgroup: '/',
    age: 60,
    isNew: false,
    cpu: { user: use[0], system: use[1], total },
    runDelay: 0,
    onCpu: total,
    resident: 10e6,
    residentGrowth: 0,
    virtual: 50e6,
    virtualGrowth: 0,
    minorFaults: 0,
    majorFaults: 0,
    readCalls: 0,
    writeCalls: 0,
    readThrough: 0,
    writtenThrough: 0,
    bytesPerRead: null,
    bytesPerWrite: null,
    storageRead: 0,
    storageWritten: 0,
    voluntarySwitches: 1,
    forcedSwitches: 0,
    descriptors: 5,
    descriptorGrowth: 0,
    threadsEnded: false,
    ...rest,
  } as unknown as ProcessDelta;
}

export function host(processes: readonly ProcessDelta[], change: Partial<HostDelta> = {}): HostDelta {
  return {
    from: 0,
    to: 5 * second,
    window: 5,
    cpuCount: 2,
    cpu: idleCpu,
    cpus: [],
    running: 1,
    blocked: 0,
    load: [0, 0, 0],
    contextSwitches: 500,
    forks: 0,
    interrupts: 500,
    pressure: null,
    vm: {},
    vmNow: {},
    memory: { MemAvailable: { now: 20e9, growth: 0 } },
    disks: [],
    net: {},
    netNow: {},
    cgroupCpu: [],
    cgroupMemory: [],
    oomKills: 0,
    processes,
    gone: [],
    states: {},
    memoryTotal: 24e9,
    memoryUsed: 0.1,
    limits: [],
    ...change,
  } as unknown as HostDelta;
}

/** A system-wide observation in which every step of the window is like the whole. */
export function observe(
  processes: readonly ProcessDelta[],
  change: Partial<Observation> & { readonly delta?: Partial<HostDelta> } = {},
): Observation {
  const { delta = {}, ...rest } = change;
  const whole = host(processes, delta);
  return {
    scope: { kind: 'system' },
    machine: 'x86_64',
    host: whole,
    steps: [whole, whole, whole, whole],
    watch: null,
    links: [],
    profile: null,
    closeUps: [],
    own: new Set(),
    pageSize: 4096,
    limits: [],
    ...rest,
  } as unknown as Observation;
}

export const busyCpu = (busy: number): CpuShares => ({ ...idleCpu, user: busy, idle: 1 - busy, busy }) as CpuShares;

type BareMoment = { readonly [K in keyof TaskMoment]?: TaskMoment[K] extends number ? number : TaskMoment[K] };

/** Looks ten times at one process; each moment says how many thread-rounds it was seen. */
export function watched(tgid: number, moments: readonly BareMoment[]): TaskWatch {
  const whole = moments.map((moment) => ({
    state: 'S',
    waitChannel: null,
    syscall: null,
    futex: null,
    seen: 0,
    rounds: 10,
    ...moment,
  }));
  return {
    rounds: 10,
    interval: second / 20,
    processes: [{ tgid, rounds: 10, moments: whole }],
    limits: [],
  } as unknown as TaskWatch;
}

export const frame = (name: string, module = '/usr/bin/service', space: StackFrame['space'] = 'user'): StackFrame => ({
  function: name,
  module,
  space,
});
export const kernel = (name: string): StackFrame => frame(name, '[kernel.kallsyms]', 'kernel');
export const libc = (name: string): StackFrame => frame(name, '/lib/x86_64-linux-gnu/libc.so.6');

export const stack = (tgid: number, weight: number, ...frames: readonly StackFrame[]): CountedStack =>
  ({ tgid, tid: tgid, samples: weight, weight, frames }) as unknown as CountedStack;

export function stacks(event: string, all: readonly CountedStack[]): StackCounts {
  const weight = all.reduce((sum, one) => sum + one.weight, 0);
  return {
    event,
    duration: 5 * second,
    samples: weight,
    weight,
    weightUnit: 'samples',
    lost: 0,
    stacks: all,
  } as unknown as StackCounts;
}
