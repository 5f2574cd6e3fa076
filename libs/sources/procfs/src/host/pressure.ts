import { parsePressure } from '@ai-perf/core-kernel-text';
import type { Pressure } from '@ai-perf/core-model';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

export interface HostPressure {
  readonly cpu: Pressure;
  readonly memory: Pressure;
  readonly io: Pressure;
}

/** The three files of /proc/pressure; opening them fails with EOPNOTSUPP under `psi=0`. see: accounting/psi.rst */
export function readHostPressure(root: ProcRoot = '/proc'): Result<HostPressure> {
  const [cpu, memory, io] = (['cpu', 'memory', 'io'] as const).map((name) =>
    readHostFile(`${root}/pressure/${name}`, parsePressure),
  ) as [Result<Pressure>, Result<Pressure>, Result<Pressure>];
  if (!cpu.ok) return cpu;
  if (!memory.ok) return memory;
  return io.ok ? ok({ cpu: cpu.value, memory: memory.value, io: io.value }) : io;
}
