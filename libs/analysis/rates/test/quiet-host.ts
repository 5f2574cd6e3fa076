// A host on which nothing happens: tests change the one thing they speak about.
import type { CpuTimes, DiskCounters, HostSnapshot, Pressure, ProcessSnapshot } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Quantity } from '@ai-perf/core-units';

export const q = <Q extends Quantity<string>>(value: number): Q => as<Q>(value);
export const seconds = 1e9;

export function cpuTimes(change: Partial<Record<keyof CpuTimes, number>> = {}): CpuTimes {
  const none = { user: 0, nice: 0, system: 0, idle: 0, iowait: 0, irq: 0, softirq: 0, steal: 0 };
  return { ...none, ...change } as CpuTimes;
}

export function pressure(some: number, full: number | null): Pressure {
  const line = (total: number): Pressure['some'] => ({ avg10: q(0), avg60: q(0), avg300: q(0), total: q(total) });
  return { some: line(some), full: full === null ? null : line(full) };
}

export function disk(change: Partial<Record<keyof DiskCounters, string | number | null>> = {}): DiskCounters {
  const none = {
    name: 'vda', reads: 0, read: 0, readTime: 0, writes: 0, written: 0, writeTime: 0,
    inFlight: 0, ioTime: 0, weightedIoTime: 0, flushes: 0, flushTime: 0,
  };
  return { ...none, ...change } as DiskCounters;
}

/** Plain numbers where the type asks for a unit: a test says what it means by the field's name. */
type Loose<T> = { readonly [K in keyof T]?: unknown };

export function processAt(at: number, change: Loose<ProcessSnapshot> = {}): ProcessSnapshot {
  const idle = {
    at, tgid: 100, parent: 1, comm: 'idle', state: 'S', userTime: 0, systemTime: 0, startedAt: 500, nice: 0,
    minorFaults: 0, majorFaults: 0, resident: 0, virtual: 0, readCharacters: 0, writtenCharacters: 0,
    readCalls: 0, writeCalls: 0, read: 0, written: 0, threads: 1, switches: { voluntary: 0, forced: 0 },
    onCpu: 0, runDelay: 0, descriptors: 3,
  };
  return { ...idle, ...change } as ProcessSnapshot;
}

export function hostAt(at: number, change: Loose<HostSnapshot> = {}): HostSnapshot {
  const quiet = {
    at, uptime: 1000 + at / seconds, pageSize: 4096, cpu: cpuTimes(), cpus: [cpuTimes(), cpuTimes()],
    running: 1, blocked: 0, contextSwitches: 0, forks: 0, interrupts: 0, load: [0, 0, 0],
    memory: {}, vm: {}, pressure: null, disks: [], net: {}, cgroupCpu: [], cgroupMemory: [],
    processes: [], cgroupOf: new Map(), limits: [],
  };
  return { ...quiet, ...change } as unknown as HostSnapshot;
}
