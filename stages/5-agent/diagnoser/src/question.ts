import { z } from 'zod';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { parseDuration } from '@ai-perf/core-units';
import type { Seconds } from '@ai-perf/core-units';

/** Below it two snapshots say too little: CPU time is counted in ticks of 10 ms. */
export const leastWindow = 0.5 as Seconds;
const mostWindow = 3600;

const seconds = z.string().transform((text, context) => {
  const value = parseDuration(text);
  if (value !== null && value >= leastWindow && value <= mostWindow) return value;
  context.addIssue({ code: 'custom', message: `${text} is no duration from 0.5s to 1h (5, 5s, 500ms, 2m)` });
  return z.NEVER;
});

const pid = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, 'a process id is a number from 1')
  .transform(Number);

export const optionsSchema = z.object({
  pid: pid.optional().meta({ flags: '-p, --pid <pid>', description: 'why this process (and what it started) is slow' }),
  all: z.boolean().default(false).meta({ flags: '-a, --all', description: 'why this host is slow (the default)' }),
  duration: seconds.prefault('5s').meta({ flags: '--duration <time>', description: 'how long to look (default: 5s)' }),
  output: z
    .string()
    .optional()
    .meta({ flags: '-o, --output <file>', description: 'write a report (HTML) with the flame graph' }),
  command: z
    .array(z.string())
    .default([])
    .meta({ argument: '[command...]', description: 'run this and say why it is slow; it is ended after the window' }),
});

export type Options = z.output<typeof optionsSchema>;

/** What is asked. */
export type Subject =
  | { readonly kind: 'system' }
  | { readonly kind: 'process'; readonly tgid: number }
  | { readonly kind: 'command'; readonly words: readonly [string, ...string[]] };

export interface Question {
  readonly subject: Subject;
  readonly duration: Seconds;
  /** Where the HTML report goes. */
  readonly report: string | null;
}

export function questionOf({ pid: tgid, all, duration, output, command }: Options): Result<Question> {
  const asked = [tgid !== undefined && '-p', all && '-a', command.length > 0 && 'a command'].filter(
    (one) => one !== false,
  );
  if (asked.length > 1) return err(contradiction(asked.join(' and ')));
  return ok({ subject: subjectOf(tgid, command), duration: duration as Seconds, report: output ?? null });
}

function subjectOf(tgid: number | undefined, command: readonly string[]): Subject {
  const [program, ...words] = command;
  if (program !== undefined) return { kind: 'command', words: [program, ...words] };
  return tgid === undefined ? { kind: 'system' } : { kind: 'process', tgid };
}

const contradiction = (asked: string): ReturnType<typeof usageProblem> =>
  usageProblem('two-subjects', {
    what: 'cannot diagnose two things at once',
    why: `${asked} were given`,
    fix: 'ai-perf diagnose -p PID, or ai-perf diagnose -a, or ai-perf diagnose -- COMMAND',
  });
