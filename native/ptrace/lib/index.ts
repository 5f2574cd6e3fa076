// A ptrace loop on a thread of its own that hands typed records over in batches.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { PtraceAddon } from './addon.ts';

export type { NativeTraceRequest, PtraceAddon, TraceSession } from './addon.ts';

// By the package's name, since this file also runs from dist/ and from the bundle of the command line.
const require = createRequire(import.meta.url);

/** The addon, or the Problem `native-not-built`. */
export function loadPtraceAddon(): Result<PtraceAddon> {
  try {
    const folder = dirname(require.resolve('@ai-perf/native-ptrace/package.json'));
    return ok(require(join(folder, 'build/Release/ptrace.node')) as PtraceAddon);
  } catch (thrown) {
    const [reason = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n');
    const what = 'cannot load the native addon ptrace';
    return err(problem('native-not-built', { what, why: reason, fix: 'npm run build' }));
  }
}
