import { readFileSync } from 'node:fs';
import { err, isSystemError, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';

/** The text of /proc/kallsyms, 10 MB. Without the right to see addresses the kernel writes zeros, not an error. */
export function readKernelSymbols(path = '/proc/kallsyms'): Result<Uint8Array> {
  try {
    return ok(readFileSync(path));
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    return err(
      problem('kernel-symbols-missing', {
        what: 'kernel functions have no names',
        why: `${path} cannot be read: ${thrown.code}`,
        fix: 'use a kernel built with CONFIG_KALLSYMS, or mount /proc',
      }),
    );
  }
}
