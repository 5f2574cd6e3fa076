// The few numbers that prove a fault, straight from /proc. A process that is gone reads as NaN, which proves nothing.
import { readdir, readFile } from 'node:fs/promises';
import { as, kibibytesToBytes, nanosecondsToSeconds } from '@ai-perf/core-units';
import type { Bytes, Kibibytes, Nanoseconds, Seconds } from '@ai-perf/core-units';

export async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

/** Time on a CPU and time spent waiting for one, of all threads. see: Documentation/scheduler/sched-stats.rst */
export async function schedulerTimes(pid: number): Promise<{ running: Seconds; waiting: Seconds }> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const times = await Promise.all(threads.map((thread) => textOf(`/proc/${pid}/task/${thread}/schedstat`)));
  const sum = (field: number): Seconds => {
    const total = times.reduce((before, text) => before + Number(text.split(' ')[field] ?? NaN), 0);
    return nanosecondsToSeconds(as<Nanoseconds>(threads.length === 0 ? NaN : total));
  };
  return { running: sum(0), waiting: sum(1) };
}

/** Threads that sleep in the kernel's futex code. see: proc_pid_wchan(5) */
export async function threadsInFutex(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const places = await Promise.all(threads.map((thread) => textOf(`/proc/${pid}/task/${thread}/wchan`)));
  return places.filter((place) => place.includes('futex')).length;
}

/** Voluntary and forced context switches of the first thread. see: proc_pid_status(5) */
export async function contextSwitches(pid: number): Promise<number> {
  const status = await textOf(`/proc/${pid}/status`);
  const kinds = [/^voluntary_ctxt_switches:\s+(\d+)/m, /^nonvoluntary_ctxt_switches:\s+(\d+)/m];
  return kinds.reduce((sum, pattern) => sum + fieldOf(status, pattern), 0);
}

export async function openDescriptors(pid: number): Promise<number> {
  return readdir(`/proc/${pid}/fd`).then(
    (entries) => entries.length,
    () => NaN,
  );
}

export async function residentBytes(pid: number): Promise<Bytes> {
  return kibibytesToBytes(as<Kibibytes>(fieldOf(await textOf(`/proc/${pid}/status`), /^VmRSS:\s+(\d+) kB/m)));
}

/** Field 10 of stat; comm may hold `)`, so fields are counted after the last one. see: proc_pid_stat(5) */
export async function minorFaults(pid: number): Promise<number> {
  const stat = await textOf(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[7] ?? NaN);
}

/** write(2) calls of the process. see: proc_pid_io(5) */
export async function writeCalls(pid: number): Promise<number> {
  return fieldOf(await textOf(`/proc/${pid}/io`), /^syscw: (\d+)/m);
}

/** Flush requests completed by all disks: field 18. see: Documentation/admin-guide/iostats.rst */
export async function diskFlushes(): Promise<number> {
  const lines = (await textOf('/proc/diskstats')).trim().split('\n');
  return lines.reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[18] ?? 0), 0);
}

export function fieldOf(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? NaN);
}
