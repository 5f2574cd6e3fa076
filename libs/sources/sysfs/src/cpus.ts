import { decimal } from '@ai-perf/core-kernel-text';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { parseCpuList } from './cpu-list.ts';
import { optionalValue, readValue } from './reading.ts';

/** Where an online CPU sits. see: Documentation/admin-guide/cputopology.rst. Null: the platform does not say. */
export interface CpuPlace {
  readonly cpu: number;
  readonly package: number | null;
  readonly core: number | null;
  /** Hyper-threads of the same core, itself included. */
  readonly siblings: readonly number[];
}

export interface Cpus {
  readonly online: readonly number[];
  /** All that may ever come online. */
  readonly possible: readonly number[];
  readonly places: readonly CpuPlace[];
}

export function readCpus(root = '/sys'): Result<Cpus> {
  const folder = `${root}/devices/system/cpu`;
  const online = listAt(`${folder}/online`);
  if (!online.ok) return online;
  const possible = listAt(`${folder}/possible`);
  const places = online.value.map((cpu) => placeOf(cpu, `${folder}/cpu${cpu}/topology`));
  return ok({ online: online.value, possible: possible.ok ? possible.value : online.value, places });
}

function listAt(path: string): Result<number[]> {
  const text = readValue(path);
  return text.ok ? parseCpuList(text.value) : text;
}

function placeOf(cpu: number, folder: string): CpuPlace {
  const number = (name: string): number | null => {
    const value = decimal(optionalValue(`${folder}/${name}`) ?? '');
    // -1: unknown to the platform.
    return value === null || value < 0 ? null : value;
  };
  const siblings = listAt(`${folder}/thread_siblings_list`);
  return {
    cpu,
    package: number('physical_package_id'),
    core: number('core_id'),
    siblings: siblings.ok && siblings.value.length > 0 ? siblings.value : [cpu],
  };
}
