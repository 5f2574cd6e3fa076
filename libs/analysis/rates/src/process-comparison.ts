import type { HostSnapshot, ProcessSnapshot } from '@ai-perf/core-model';
import { as, jiffiesToNanoseconds, jiffiesToSeconds, nanosecondsToSeconds, pagesToBytes } from '@ai-perf/core-units';
import type {
  Bytes, BytesPerSecond, Jiffies, Nanoseconds, PerSecond, Quantity, Seconds, SecondsPerSecond,
} from '@ai-perf/core-units';
import { bytesPerSecond, perSecond, secondsPerSecond, whereBoth } from './counter.ts';
import type { CpuUse, ProcessDelta } from './process-delta.ts';

/** One process between its two snapshots; `before` is null for one that was born in between. */
export function processDelta(before: ProcessSnapshot | null, after: ProcessSnapshot, host: HostPair): ProcessDelta {
  const pair = { before: before ?? newborn(after), after, window: ownWindow(before, after, host.window) };
  const times = timesOf(pair);
  return {
    tgid: after.tgid,
    startedAt: after.startedAt,
    parent: after.parent,
    comm: after.comm,
    state: after.state,
    nice: after.nice,
    threads: after.threads,
    cgroup: host.after.cgroupOf.get(after.tgid) ?? null,
    age: as<Seconds>(Math.max(0, host.after.uptime - jiffiesToSeconds(after.startedAt))),
    isNew: before === null,
    threadsEnded: threadsEnded(pair, times),
    ...times,
    ...memoryOf(pair, host.after.pageSize),
    ...trafficOf(pair),
    ...countsOf(pair),
  };
}

export interface HostPair {
  readonly after: HostSnapshot;
  readonly window: Seconds;
}

interface ProcessPair {
  readonly before: ProcessSnapshot;
  readonly after: ProcessSnapshot;
  readonly window: Seconds;
}

// With thousands of processes a snapshot takes a while: each process has its own moment, and so its own window.
function ownWindow(before: ProcessSnapshot | null, after: ProcessSnapshot, whole: Seconds): Seconds {
  if (before === null) return whole;
  return nanosecondsToSeconds(as<Nanoseconds>(Math.max(0, after.at - before.at)));
}

const zero = <Q extends Quantity<string>>(): Q => as<Q>(0);
const zeroIfKnown = <Q extends Quantity<string>>(value: Q | null): Q | null => (value === null ? null : zero<Q>());

/** Counters of a process at its birth. What may not be read now is null then, too. */
function newborn(after: ProcessSnapshot): ProcessSnapshot {
  return {
    ...after,
    userTime: zero(), systemTime: zero(),
    minorFaults: zero(), majorFaults: zero(),
    resident: zero(), virtual: zero(),
    readCharacters: zeroIfKnown(after.readCharacters), writtenCharacters: zeroIfKnown(after.writtenCharacters),
    readCalls: zeroIfKnown(after.readCalls), writeCalls: zeroIfKnown(after.writeCalls),
    read: zeroIfKnown(after.read), written: zeroIfKnown(after.written),
    switches: after.switches === null ? null : { voluntary: zero(), forced: zero() },
    onCpu: zeroIfKnown(after.onCpu), runDelay: zeroIfKnown(after.runDelay),
    descriptors: zeroIfKnown(after.descriptors),
  };
}

type Times = Pick<ProcessDelta, 'cpu' | 'runDelay' | 'onCpu'>;

function timesOf({ before, after, window }: ProcessPair): Times {
  const use = (field: 'userTime' | 'systemTime'): SecondsPerSecond =>
    secondsPerSecond(jiffiesToNanoseconds(as<Jiffies>(Math.max(0, after[field] - before[field]))), window);
  const [user, system] = [use('userTime'), use('systemTime')];
  const cpu: CpuUse = { user, system, total: as<SecondsPerSecond>(user + system) };
  const summed = (field: 'runDelay' | 'onCpu'): SecondsPerSecond | null =>
    whereBoth(before[field], after[field], (from, to) => (to < from ? null : secondsPerSecond(to - from, window)));
  return { cpu, runDelay: summed('runDelay'), onCpu: summed('onCpu') };
}

type MemoryPart = 'resident' | 'residentGrowth' | 'virtual' | 'virtualGrowth' | 'minorFaults' | 'majorFaults';

function memoryOf({ before, after, window }: ProcessPair, pageSize: Bytes): Pick<ProcessDelta, MemoryPart> {
  const resident = pagesToBytes(after.resident, pageSize);
  return {
    resident,
    residentGrowth: bytesPerSecond(resident - pagesToBytes(before.resident, pageSize), window),
    virtual: after.virtual,
    virtualGrowth: bytesPerSecond(after.virtual - before.virtual, window),
    minorFaults: perSecond(Math.max(0, after.minorFaults - before.minorFaults), window),
    majorFaults: perSecond(Math.max(0, after.majorFaults - before.majorFaults), window),
  };
}

type TrafficPart =
  | 'readCalls' | 'writeCalls' | 'readThrough' | 'writtenThrough'
  | 'bytesPerRead' | 'bytesPerWrite' | 'storageRead' | 'storageWritten';
type IoField = 'readCharacters' | 'writtenCharacters' | 'readCalls' | 'writeCalls' | 'read' | 'written';

// /proc/PID/io counts ended threads too, so it never goes down. see: fs/proc/base.c do_io_accounting
function trafficOf({ before, after, window }: ProcessPair): Pick<ProcessDelta, TrafficPart> {
  const grown = (field: IoField): number | null =>
    whereBoth(before[field], after[field], (from, to) => Math.max(0, to - from));
  const calls = (field: IoField): PerSecond | null => whereKnown(grown(field), (amount) => perSecond(amount, window));
  const bytes = (field: IoField): BytesPerSecond | null =>
    whereKnown(grown(field), (amount) => bytesPerSecond(amount, window));
  return {
    readCalls: calls('readCalls'),
    writeCalls: calls('writeCalls'),
    readThrough: bytes('readCharacters'),
    writtenThrough: bytes('writtenCharacters'),
    bytesPerRead: meanSize(grown('readCharacters'), grown('readCalls')),
    bytesPerWrite: meanSize(grown('writtenCharacters'), grown('writeCalls')),
    storageRead: bytes('read'),
    storageWritten: bytes('written'),
  };
}

function whereKnown<R>(amount: number | null, law: (amount: number) => R): R | null {
  return amount === null ? null : law(amount);
}

function meanSize(bytes: number | null, calls: number | null): Bytes | null {
  return bytes === null || calls === null || calls === 0 ? null : as<Bytes>(bytes / calls);
}

type CountPart = 'voluntarySwitches' | 'forcedSwitches' | 'descriptors' | 'descriptorGrowth';

function countsOf({ before, after, window }: ProcessPair): Pick<ProcessDelta, CountPart> {
  const switches = (kind: 'voluntary' | 'forced'): PerSecond | null => {
    if (before.switches === null || after.switches === null) return null;
    const grown = after.switches[kind] - before.switches[kind];
    return grown < 0 ? null : perSecond(grown, window);
  };
  return {
    voluntarySwitches: switches('voluntary'),
    forcedSwitches: switches('forced'),
    descriptors: after.descriptors,
    descriptorGrowth: whereBoth(before.descriptors, after.descriptors, (from, to) => perSecond(to - from, window)),
  };
}

// Sums over threads lose what an ended thread did after it was last seen: then they are lower bounds.
function threadsEnded({ before, after, window }: ProcessPair, times: Times): boolean {
  const fell = times.onCpu === null && before.onCpu !== null && after.onCpu !== null;
  return fell || after.threads < before.threads || isShort(times, window);
}

// The ticks of a process count its ended threads, too: what they have and schedstat has not ran in threads nobody saw.
function isShort({ cpu, onCpu }: Times, window: Seconds): boolean {
  if (onCpu === null || window <= 0) return false;
  const tickError = jiffiesToSeconds(as<Jiffies>(3)) / window;
  return cpu.total * 0.95 > onCpu + tickError;
}
