import { availableParallelism, hostname, machine, release, totalmem } from 'node:os';
import type { HostIdentity } from '@ai-perf/core-model';
import type { Bytes } from '@ai-perf/core-units';
import { readCpus } from './cpus.ts';

/** Name, kernel and size of this host. see: uname(2), sysinfo(2). The CPUs are those online, allowed to us or not. */
export function readHostIdentity(root = '/sys'): HostIdentity {
  const cpus = readCpus(root);
  return {
    hostname: hostname(),
    kernel: release(),
    machine: machine(),
    cpus: cpus.ok ? cpus.value.online.length : availableParallelism(),
    memory: totalmem() as Bytes,
  };
}
