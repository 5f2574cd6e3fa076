import { err, problem } from '@ai-perf/core-result';
import type { ModuleFiles } from '@ai-perf/core-model';

const absent = err(problem('absent', { what: 'no such file', why: 'the test gives none', fix: 'none' }));

/** Answers every question with a Problem; a test replaces what it needs. */
export const noModuleFiles: ModuleFiles = {
  openModule: () => absent,
  openDebugFile: () => absent,
  readKernelSymbols: () => absent,
  readPerfMap: () => absent,
};
