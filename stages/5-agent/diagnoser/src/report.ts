import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Io } from '@ai-perf/core-cli';
import type { Outcome } from './diagnose.ts';

export async function writeReport(outcome: Outcome, path: string, io: Io): Promise<Result<void>> {
  void outcome;
  void path;
  void io;
  return ok(undefined);
}
