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

/** CPUs that are on: `0-3,8` is 0, 1, 2, 3, 8. see: Documentation/admin-guide/cputopology.rst */
export function readOnlineCpus(path = '/sys/devices/system/cpu/online'): readonly number[] {
  try {
    return parseCpuList(readFileSync(path, 'utf8'));
  } catch {
    return [0];
  }
}

export function parseCpuList(text: string): readonly number[] {
  return text
    .trim()
    .split(',')
    .flatMap((part) => {
      const found = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part);
      if (found === null) return [];
      const first = Number(found[1]);
      const last = Number(found[2] ?? found[1]);
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    });
}
