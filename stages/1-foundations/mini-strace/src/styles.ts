import { defaultLineStyle } from '@ai-perf/analysis-syscalls';
import type { DecodeStyle, LineFilter, LineStyle } from '@ai-perf/analysis-syscalls';
import type { Io } from '@ai-perf/core-cli';
import type { Status, Wanted } from './expressions.ts';
import type { StraceOptions } from './options.ts';

const quoteStyles = ['octal', 'hex-if-needed', 'hex'] as const;
const clocks = ['none', 'seconds', 'microseconds', 'unix'] as const;

export const decodeStyleOf = (asked: StraceOptions): DecodeStyle => ({
  stringLimit: asked.stringLimit,
  quotes: quoteStyles[Math.min(asked.stringsInHex.length, 2)] ?? 'octal',
  verbose: !asked.abbrev,
  descriptors: asked.decodeFds.length > 0,
});

export function lineStyleOf(asked: StraceOptions, { clock }: Io): LineStyle {
  const isFile = asked.output !== undefined;
  const unix = clock.unixNanoseconds();
  return {
    ...defaultLineStyle,
    taskPrefix: taskPrefixOf(asked, isFile),
    clock: clocks[Math.min(asked.absoluteTimestamps.length, 3)] ?? 'none',
    relative: asked.relativeTimestamps,
    duration: asked.syscallTimes,
    callNumber: asked.syscallNumber,
    instruction: asked.instructionPointer,
    column: asked.columns,
    realtimeOffset: Number(unix) - clock.monotonic(),
    zoneMinutes: -new Date(Number(unix / 1_000_000n)).getTimezoneOffset(),
  };
}

function taskPrefixOf({ followForks, attach }: StraceOptions, isFile: boolean): LineStyle['taskPrefix'] {
  if (isFile && followForks.length > 1) return 'never';
  if (!isFile) return 'when-several';
  return followForks.length > 0 || attach.length > 1 ? 'always' : 'never';
}

function statusOf(exit: { readonly failed: boolean } | null): Status {
  if (exit === null) return 'unfinished';
  return exit.failed ? 'failed' : 'successful';
}

export function lineFilterOf(asked: StraceOptions, { statuses, signals }: Wanted): LineFilter {
  const wanted = new Set<Status>(statuses ?? []);
  if (asked.successfulOnly) wanted.add('successful');
  if (asked.failedOnly) wanted.add('failed');
  const isFiltered = statuses !== null || asked.successfulOnly || asked.failedOnly;
  return {
    status: isFiltered ? (exit) => wanted.has(statusOf(exit)) : null,
    signal: signals,
    exits: asked.quiet.length < 2,
  };
}
