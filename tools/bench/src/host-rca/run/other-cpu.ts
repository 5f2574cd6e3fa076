// CPU time that neither the harness nor anything it started used: a host that works for somebody else cannot be a
// quiet background, and a window on it is measured again.
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { as, userHz } from '@ai-perf/core-units';
import type { Seconds, SecondsPerSecond } from '@ai-perf/core-units';
import { textOf } from '../signals/proc-files.ts';

/**
 * Cores kept busy by others while `meanwhile` ran.
 * @param ours pids of what runs on purpose; the harness and its ended children are added
 */
export async function otherCpuDuring<T>(
  ours: readonly number[],
  meanwhile: () => Promise<T>,
): Promise<{ readonly otherCpu: SecondsPerSecond; readonly value: T }> {
  const before = await read(ours);
  const started = performance.now();
  const value = await meanwhile();
  const seconds = (performance.now() - started) / 1000;
  const after = await read(ours);
  const others = after.host - before.host - (after.ours - before.ours);
  return { otherCpu: as<SecondsPerSecond>(Math.max(0, others / userHz / seconds)), value };
}

export interface QuietWish {
  readonly otherCpu: SecondsPerSecond;
  readonly quietWait: Seconds;
  readonly stop: AbortSignal;
}

/** Waits for a second in which others use at most `otherCpu`, but not for ever. */
export async function awaitQuiet(ours: readonly number[], wish: QuietWish): Promise<void> {
  for (let waited = 0; waited < wish.quietWait && !wish.stop.aborted; waited++) {
    if ((await otherCpuDuring(ours, () => sleep(1000))).otherCpu <= wish.otherCpu) return;
  }
}

/** A quarter of the host. */
export const defaultOtherCpu = as<SecondsPerSecond>(availableParallelism() / 4);

async function read(ours: readonly number[]): Promise<{ host: number; ours: number }> {
  const [host, own, ...others] = await Promise.all([busyTicks(), ticksOf('self'), ...ours.map(ticksOf)]);
  return { host: host ?? 0, ours: [own ?? 0, ...others].reduce((sum, ticks) => sum + ticks, 0) };
}

/** user, nice, system, irq and softirq of all CPUs. Guest time is inside user. see: proc_stat(5) */
async function busyTicks(): Promise<number> {
  const fields = (await textOf('/proc/stat')).split('\n', 1)[0]?.trim().split(/\s+/).slice(1).map(Number) ?? [];
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = fields;
  return user + nice + system + irq + softirq;
}

/** utime, stime and those of reaped children, fields 14 to 17. see: proc_pid_stat(5) */
async function ticksOf(pid: number | 'self'): Promise<number> {
  const stat = await textOf(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
  return fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0);
}
