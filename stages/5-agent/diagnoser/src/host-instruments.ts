import { setTimeout } from 'node:timers/promises';
import type { Io } from '@ai-perf/core-cli';
import { mapResult } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Milliseconds } from '@ai-perf/core-units';
import { findPeerLinks, openSession, takeSnapshot, watchTasks } from '@ai-perf/collector';
import type { CollectorSession } from '@ai-perf/collector';
import { recordProfile } from '@ai-perf/sampler';
import { readProcessStatus } from '@ai-perf/sources-procfs';
import type { Instruments } from './instruments.ts';

/** Twenty looks a second: a sleep that fills half the time is seen fifty times in five seconds. */
const lookEvery = as<Milliseconds>(50);

export type HostInstruments = Instruments;

/** The instruments of this host; a problem where not even /proc can be read. */
export const openInstruments = (io: Io): Result<HostInstruments> =>
  mapResult(openSession(io.clock), (session) => instrumentsOf(session, io));

const instrumentsOf = (session: CollectorSession, io: Io): Instruments => ({
  snapshot: () => takeSnapshot(session),
  watch: (tgids, signal) => watchTasks(session, { tgids, every: lookEvery, signal }),
  links: (tgids) => findPeerLinks(session, tgids),
  record: (request, signal) => recordProfile(request, { signal, json: io.json ?? false }),
  mayRecord: isMine,
  pause: async (milliseconds, signal) => {
    await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
  },
});

/** perf_event_open asks for the same user, or CAP_PERFMON. see: ptrace(2) PTRACE_MODE_READ_REALCREDS */
function isMine(tgid: number): boolean {
  const status = readProcessStatus(tgid);
  return status.ok && status.value.userIds.every((uid) => uid === process.geteuid?.());
}
