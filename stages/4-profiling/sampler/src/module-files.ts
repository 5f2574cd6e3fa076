import type { ModuleFiles } from '@ai-perf/core-model';
import { createElfFiles } from '@ai-perf/sources-elf-files';
import { readKernelSymbols } from '@ai-perf/sources-kallsyms';
import { createPerfMaps } from '@ai-perf/sources-perf-map';

/** Where the names of frames come from on this host; `close` gives the descriptors back. */
export function hostModuleFiles(): ModuleFiles & { close(): void } {
  return { ...createElfFiles(), ...createPerfMaps(), readKernelSymbols };
}
