import { readFileSync } from 'node:fs';

function sysctl(name: string): number | null {
  try {
    return Number(readFileSync(`/proc/sys/kernel/${name}`, 'utf8'));
  } catch {
    return null;
  }
}

// see: Documentation/admin-guide/sysctl/kernel.rst
/** kernel.perf_event_paranoid; null where the kernel has no perf events. */
export const readParanoid = (): number | null => sysctl('perf_event_paranoid');

/** The most samples a second that the kernel lets one event ask for. */
export const readMaxSampleRate = (): number | null => sysctl('perf_event_max_sample_rate');

/** Numbers of the CPUs that are on: each has a line of its own. see: proc_stat(5) */
export function readOnlineCpus(stat = '/proc/stat'): readonly number[] {
  try {
    return [...readFileSync(stat, 'latin1').matchAll(/^cpu(\d+) /gm)].map(([, cpu]) => Number(cpu));
  } catch {
    return [0];
  }
}
