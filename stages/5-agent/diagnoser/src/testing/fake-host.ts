// A host whose time passes only when the diagnosis pauses, for tests without privilege, noise or waiting.
import type { HostSnapshot, ProcessSnapshot, Profile, TaskWatch } from '@ai-perf/core-model';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Instruments } from '../instruments.ts';

/** What a process has done `t` seconds after the beginning. */
export type Life = (t: number) => Partial<Bare<ProcessSnapshot>> | null;
type Bare<T> = {
  readonly [K in keyof T]?: T[K] extends number ? number : T[K] extends number | null ? number | null : T[K];
};

export interface FakeHost extends Instruments {
  readonly recorded: string[];
  now(): number;
}

interface Script {
  readonly lives: Readonly<Record<number, Life>>;
  readonly watch?: (tgids: readonly number[]) => TaskWatch;
  readonly mayPerf?: boolean;
  readonly profile?: (event: string) => Profile;
  readonly onPause?: (now: number) => void;
}

export function fakeHost({ lives, watch, mayPerf = false, profile, onPause }: Script): FakeHost {
  let time = 0;
  const recorded: string[] = [];
  return {
    recorded,
    now: () => time,
    snapshot: () => snapshotAt(time, lives),
    watch: async (tgids) =>
      watch?.(tgids) ?? ({ rounds: 0, interval: 0, processes: [], limits: [] } as unknown as TaskWatch),
    links: () => ({ links: [], limits: [] }),
    mayRecord: () => false,
    record: async (request, signal) => {
      recorded.push(`${request.events.join()} ${request.target.kind}`);
      if (!mayPerf) return err(problem('perf-refused', { what: 'cannot sample', why: 'EPERM', fix: 'sudo' }));
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      return ok({ profiles: [(profile ?? emptyProfile)(request.events[0] ?? '')], notes: [], command: null });
    },
    pause: async (milliseconds, signal) => {
      if (signal.aborted) return;
      time += milliseconds / 1000;
      onPause?.(time);
      await Promise.resolve();
    },
  };
}

function snapshotAt(t: number, lives: Script['lives']): HostSnapshot {
  const cpu = { user: 20 * t, nice: 0, system: 0, idle: 180 * t, iowait: 0, irq: 0, softirq: 0, steal: 0 };
  const processes = Object.entries(lives).flatMap(([tgid, life]) => {
    const now = life(t);
    return now === null ? [] : [{ ...asleep(t, Number(tgid)), ...now }];
  });
  return {
    at: t * 1e9,
    uptime: 1000 + t,
    pageSize: 4096,
    cpu,
    cpus: [cpu, cpu],
    running: 1,
    blocked: 0,
    contextSwitches: 100 * t,
    forks: 0,
    interrupts: 0,
    load: [0, 0, 0],
    memory: { MemTotal: 24e6, MemAvailable: 20e6 },
    vm: {},
    pressure: null,
    disks: [],
    net: {},
    cgroupCpu: [],
    cgroupMemory: [],
    processes,
    cgroupOf: new Map(),
    limits: [],
  } as unknown as HostSnapshot;
}

const asleep = (t: number, tgid: number): ProcessSnapshot =>
  ({
    at: t * 1e9,
    tgid,
    parent: 1,
    comm: `p${tgid}`,
    state: 'S',
    userTime: 0,
    systemTime: 0,
    startedAt: 5000,
    nice: 0,
    minorFaults: 0,
    majorFaults: 0,
    resident: 1000,
    virtual: 1e7,
    readCharacters: 0,
    writtenCharacters: 0,
    readCalls: 0,
    writeCalls: 0,
    read: 0,
    written: 0,
    threads: 1,
    switches: { voluntary: 0, forced: 0 },
    onCpu: 0,
    runDelay: 0,
    descriptors: 4,
  }) as unknown as ProcessSnapshot;

/** A process that computes all the time. */
export const spinning: Life = (t) => ({ userTime: 100 * t, onCpu: t * 1e9, state: 'R' });

export const emptyProfile = (event: string): Profile =>
  ({
    version: 1,
    startedAt: '0',
    clock: 'monotonic',
    duration: 0,
    event,
    period: 0,
    weightUnit: 'samples',
    strings: [],
    modules: { path: [], buildId: [] },
    frames: { function: [], module: [], address: [], at: [], space: [], file: [], line: [], inlineDepth: [] },
    stacks: { frame: [], parent: [] },
    samples: { at: [], cpu: [], tgid: [], tid: [], comm: [], stack: [], weight: [] },
    lost: 0,
    truncated: 0,
    throttled: 0,
    host: { hostname: 'h', kernel: 'k', machine: 'x86_64', cpus: 2, memory: 0 },
    command: [],
  }) as unknown as Profile;
