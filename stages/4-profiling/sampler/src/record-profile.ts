import { createProfileBuilder } from '@ai-perf/analysis-stacks';
import type { ProfileBuilder } from '@ai-perf/analysis-stacks';
import type { Io } from '@ai-perf/core-cli';
import type { ModuleFiles, Profile } from '@ai-perf/core-model';
import { ok } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import type { Nanoseconds } from '@ai-perf/core-units';
import { holdCommand, isInForeground } from '@ai-perf/sources-held-command';
import type { HeldCommand } from '@ai-perf/sources-held-command';
import { openSampling } from '@ai-perf/sources-perf-event';
import type { SamplingSession, SamplingTarget } from '@ai-perf/sources-perf-event';
import { readHostIdentity } from '@ai-perf/sources-sysfs';
import { hostModuleFiles } from './module-files.ts';
import { recordingNotes } from './notes.ts';
import type { RecordedCommand, Recording, RecordRequest } from './request.ts';
import { onStop } from './stop-reason.ts';
import type { StopReason } from './stop-reason.ts';

/** What a recording needs of its process. */
export type RecordIo = Pick<Io, 'signal' | 'json'>;

/**
 * Samples until the targets are gone, the time is up, the command ends or `io.signal` is aborted, whichever comes
 * first, and names what it saw. A command that still runs then is ended: none is left behind.
 */
export async function recordProfile(request: RecordRequest, io: RecordIo): Promise<Result<Recording>> {
  if (request.target.kind !== 'command') return recordTarget(request, request.target, null, io);
  const held = await holdCommand(request.target.words, { stdout: io.json === true ? 'stderr' : 'inherit' });
  if (!held.ok) return held;
  return recordTarget(request, { kind: 'held', tgid: held.value.tgid }, held.value, io);
}

async function recordTarget(
  request: RecordRequest,
  target: SamplingTarget,
  command: HeldCommand | null,
  io: RecordIo,
): Promise<Result<Recording>> {
  const files = hostModuleFiles();
  try {
    const session = openSampling({ ...request, target });
    if (!session.ok) return session;
    const builders = buildersOf(session.value, request, files);
    const { reason, duration } = await collect(session.value, builders, { request, command, io });
    const ended = command === null ? null : await endCommand(command, reason, io.signal);
    return ok(finish(session.value, builders, duration, ended));
  } finally {
    files.close();
    // Also after a failure or a bug: no command is left behind. One that has ended is not signalled again.
    await command?.end('SIGTERM');
  }
}

interface Collected {
  readonly reason: StopReason | 'targets-gone';
  readonly duration: Nanoseconds;
}

interface CollectContext {
  readonly request: RecordRequest;
  readonly command: HeldCommand | null;
  readonly io: RecordIo;
}

async function collect(
  session: SamplingSession,
  builders: readonly ProfileBuilder[],
  { request, command, io }: CollectContext,
): Promise<Collected> {
  let reason: Collected['reason'] = 'targets-gone';
  const forget = onStop({ signal: io.signal, duration: request.duration, command }, (first) => {
    reason = first;
    session.stop();
  });
  command?.release();
  try {
    for await (const batch of session.batches()) for (const builder of builders) builder.add(batch);
    return { reason, duration: session.duration };
  } finally {
    forget();
  }
}

function buildersOf(
  session: SamplingSession,
  { target }: RecordRequest,
  modules: ModuleFiles,
): readonly [ProfileBuilder, ...ProfileBuilder[]] {
  const shared = {
    version: 1,
    startedAt: session.startedAt,
    clock: 'monotonic',
    host: readHostIdentity(),
    command: target.kind === 'command' ? target.words : [],
  } as const;
  const builderOf = (row: number): ProfileBuilder => {
    const { name, period, weightUnit } = session.sampled[row] as (typeof session.sampled)[number];
    return createProfileBuilder({ header: { ...shared, event: name, period, weightUnit }, modules, event: row });
  };
  return [builderOf(0), ...session.sampled.slice(1).map((_, index) => builderOf(index + 1))];
}

// Ctrl-C in a terminal has reached the command too; one that was sent to us alone has not.
async function endCommand(
  command: HeldCommand,
  reason: Collected['reason'],
  signal: AbortSignal,
): Promise<RecordedCommand> {
  if (reason === 'command-ended' || reason === 'targets-gone') return { ...(await command.ended), endedByUs: false };
  const isInterrupt = reason === 'interrupted' && signal.reason === 'SIGINT';
  const first = isInterrupt ? (isInForeground() ? null : 'SIGINT') : 'SIGTERM';
  return { ...(await command.end(first)), endedByUs: true };
}

function finish(
  session: SamplingSession,
  builders: readonly [ProfileBuilder, ...ProfileBuilder[]],
  duration: Nanoseconds,
  command: RecordedCommand | null,
): Recording {
  const [first, ...others] = builders;
  const profiles: [Profile, ...Profile[]] = [first.finish(duration), ...others.map((other) => other.finish(duration))];
  const notes: readonly Problem[] = recordingNotes(session, builders.flatMap((builder) => builder.problems()));
  return { profiles, notes, command };
}

