import type { Diagnosis } from '@ai-perf/core-model';
import { exitCode } from '@ai-perf/core-cli';

/**
 * 0 healthy or busy, 1 a fault, 3 undecided: what would decide it is missing here. A command's own status does not
 * count.
 */
export function exitCodeOfVerdict({ verdict }: Diagnosis): number {
  if (verdict.resource === 'none') return exitCode.nothing;
  return verdict.resource === 'undecided' ? exitCode.cannotMeasure : exitCode.findings;
}
