import { flameTreeOfProfile, topFunctions } from '@ai-perf/analysis-fold';
import type { Profile } from '@ai-perf/core-model';
import { z } from 'zod';
import type { Recording } from './request.ts';

const count = z.number().int().nonnegative();
const note = z.object({ code: z.string(), what: z.string(), why: z.string(), fix: z.string() });

const functionRow = z.object({
  function: z.string(),
  module: z.string().nullable(),
  space: z.enum(['kernel', 'user', 'jit', 'thread', 'root']),
  /** Weight of the samples in the function itself, and of those with it anywhere on the stack. */
  own: z.number(),
  total: z.number(),
  ownShare: z.number(),
  totalShare: z.number(),
});

const profileSummary = z.object({
  event: z.string(),
  weightUnit: z.enum(['samples', 'nanoseconds', 'bytes', 'events']),
  /** Weight of one sample; 0 when it floats. */
  period: z.number(),
  durationNanoseconds: z.number(),
  samples: count,
  lost: count,
  throttled: count,
  truncated: count,
  /** Heaviest first. */
  functions: z.array(functionRow),
  /** File that holds the whole profile; null when none was asked for. */
  file: z.string().nullable(),
});

const command = z.object({ status: z.number(), signal: z.string().nullable(), endedByUs: z.boolean() });

/** What `record` prints: the profile itself goes to the file of -o. */
export const recordOutput = z.object({
  profiles: z.array(profileSummary),
  notes: z.array(note),
  command: command.nullable(),
});

export type RecordOutput = z.output<typeof recordOutput>;
export type ProfileSummary = z.output<typeof profileSummary>;
export type FunctionRow = z.output<typeof functionRow>;

const mostFunctions = 100;

/** A recording without its samples; `files` stand in the order of its profiles. */
export function summarise(recording: Recording, files: readonly string[]): RecordOutput {
  return {
    profiles: recording.profiles.map((profile, row) => summariseProfile(profile, files[row] ?? null)),
    notes: recording.notes.map(({ code, what, why, fix }) => ({ code, what, why, fix })),
    command: recording.command,
  };
}

function summariseProfile(profile: Profile, file: string | null): ProfileSummary {
  const { event, weightUnit, period, duration, samples, lost, throttled, truncated } = profile;
  const functions = topFunctions(flameTreeOfProfile(profile)).slice(0, mostFunctions).map(
    ({ frame, own, total, ownShare, totalShare }): FunctionRow => ({
      function: frame.name,
      module: frame.module,
      space: frame.kind,
      own,
      total,
      ownShare,
      totalShare,
    }),
  );
  const counts = { samples: samples.at.length, lost, throttled, truncated };
  return { event, weightUnit, period, durationNanoseconds: duration, ...counts, functions, file };
}
