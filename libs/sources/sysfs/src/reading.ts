import { readFileSync, readdirSync } from 'node:fs';
import { kernelFileProblem } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';

/** One value without its newline. */
export function readValue(path: string): Result<string> {
  try {
    return ok(readFileSync(path, 'utf8').trimEnd());
  } catch (thrown) {
    return err(kernelFileProblem(path, thrown, 'host'));
  }
}

export function listFolder(path: string): Result<string[]> {
  try {
    return ok(readdirSync(path).sort());
  } catch (thrown) {
    return err(kernelFileProblem(path, thrown, 'host'));
  }
}

/** A value that not every device has; null then. */
export function optionalValue(path: string): string | null {
  const value = readValue(path);
  return value.ok ? value.value : null;
}
