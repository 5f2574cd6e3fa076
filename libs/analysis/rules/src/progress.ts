import type { ProcessDelta } from '@ai-perf/analysis-rates';
import { cpuOf } from './subjects.ts';
import { thresholds } from './thresholds.ts';

const limit = thresholds.cpu;

/**
 * Whether a busy process works on something: new pages, bytes, or pieces of work between which it sleeps. Bytes, not
 * calls: a loop that reads EAGAIN from a socket makes none.
 */
export function makesProgress(process: ProcessDelta): boolean {
  const bytes = (process.readThrough ?? 0) + (process.writtenThrough ?? 0);
  return (
    process.minorFaults + process.majorFaults > limit.progressFaults ||
    bytes > limit.progressBytes ||
    Math.abs(process.residentGrowth) > limit.progressGrowth ||
    cpuOf(process) / (process.voluntarySwitches ?? 0) < limit.turn
  );
}
