// perf_event_open, the rings of its events and their wake-ups, without policy.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { PerfEventAddon } from './addon.ts';

export type { EventSlot, PerfEventAddon, PerfSession } from './addon.ts';

// By the package's name, since this file also runs from dist/ and from the bundle of the command line.
const require = createRequire(import.meta.url);

/** The addon, or the Problem `native-not-built`. */
export function loadPerfEventAddon(): Result<PerfEventAddon> {
  try {
    const folder = dirname(require.resolve('@ai-perf/native-perf-event/package.json'));
    return ok(require(join(folder, 'build/Release/perf_event.node')) as PerfEventAddon);
  } catch (thrown) {
    const [reason = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n');
    const what = 'cannot load the native addon perf_event';
    return err(problem('native-not-built', { what, why: reason, fix: 'npm run build' }));
  }
}
