import { existsSync, readFileSync } from 'node:fs';
import type { FacilityReport } from './report.ts';
import { works } from './report.ts';

const firstLine = (path: string): string | null => {
  try {
    return readFileSync(path, 'latin1').split('\n', 1)[0] ?? '';
  } catch {
    return null;
  }
};

export function probeProcfs(): FacilityReport {
  const own = firstLine('/proc/self/stat');
  if (own === null) {
    const fix = 'mount -t proc proc /proc';
    return { facility: 'procfs', state: 'impossible', detail: '/proc is not mounted', fix };
  }
  // With hidepid only own processes are seen. see: proc(5)
  if (firstLine('/proc/1/stat') !== null) return works('procfs', 'all processes are visible');
  const fix = 'run as root, or remount /proc without hidepid';
  return { facility: 'procfs', state: 'degraded', detail: 'other users\' processes are hidden (hidepid)', fix };
}

export function probePressure(): FacilityReport {
  if (firstLine('/proc/pressure/cpu') !== null) return works('psi', '/proc/pressure');
  return {
    facility: 'psi',
    state: 'impossible',
    detail: 'no /proc/pressure',
    fix: 'boot with psi=1 (Linux 4.20 or newer)',
  };
}

export function probeCgroup(): FacilityReport {
  const mounts = (readOrEmpty('/proc/self/mountinfo').match(/ - cgroup2? /g) ?? []).map((found) =>
    found.slice(3).trim(),
  );
  if (mounts.length === 0) {
    return {
      facility: 'cgroup',
      state: 'impossible',
      detail: 'no cgroup tree is mounted',
      fix: 'mount -t cgroup2 none /sys/fs/cgroup',
    };
  }
  const versions = [mounts.includes('cgroup') ? 'v1' : '', mounts.includes('cgroup2') ? 'v2' : ''].filter(
    (name) => name !== '',
  );
  return works('cgroup', versions.join(' and '));
}

export function probeKernelSymbols(): FacilityReport {
  const line = firstLine('/proc/kallsyms');
  const fix = 'sudo sysctl kernel.kptr_restrict=0, or run as root';
  if (line === null)
    return { facility: 'kernel-symbols', state: 'impossible', detail: '/proc/kallsyms cannot be read', fix };
  if (/^0+ /.test(line)) {
    return {
      facility: 'kernel-symbols',
      state: 'impossible',
      detail: 'addresses are hidden (kernel.kptr_restrict)',
      fix,
    };
  }
  return works('kernel-symbols', '/proc/kallsyms');
}

export function probeTracefs(): FacilityReport {
  const found = ['/sys/kernel/tracing', '/sys/kernel/debug/tracing'].find((path) => existsSync(`${path}/events/sched`));
  if (found !== undefined) return works('tracefs', found);
  const fix = 'as root: mount -t tracefs nodev /sys/kernel/tracing';
  return { facility: 'tracefs', state: 'impossible', detail: 'tracefs is not mounted or may not be read', fix };
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
