import { z } from 'zod';

// A flag that counts how often it is given (`-tt`): commander hands a word, or undefined, for each time.
const counted = (flags: string, description: string): z.ZodDefault<z.ZodArray<z.ZodUnknown>> =>
  z.array(z.unknown()).default([]).meta({ flags, description });
const flag = (flags: string, description: string): z.ZodDefault<z.ZodBoolean> =>
  z.boolean().default(false).meta({ flags, description });

export const options = z.object({
  followForks: counted('-f, --follow-forks', 'trace children and threads too; -ff with -o: a file for each'),
  output: z.string().optional().meta({ flags: '-o, --output <file>', description: 'write the trace to FILE' }),
  attach: z
    .array(z.string())
    .default([])
    .meta({ flags: '-p, --attach <pid>', description: 'attach to a process, may be repeated' }),
  expr: z.array(z.string()).default([]).meta({
    flags: '-e, --expr <expression>',
    description: 'trace=SET, status=SET, signal=SET, inject=SET:error=..., or a SET of calls',
  }),
  summaryOnly: flag('-c, --summary-only', 'count calls, errors and time instead of printing calls'),
  summary: flag('-C, --summary', 'print calls and, at the end, the counts'),
  summaryWallClock: flag('-w, --summary-wall-clock', 'count the time from entry to exit, not CPU time'),
  summarySortBy: z
    .enum(['time', 'calls', 'errors', 'name', 'avg-time', 'none'])
    .default('time')
    .meta({ flags: '-S, --summary-sort-by <order>', description: 'time, calls, errors, name, avg-time or none' }),
  syscallTimes: flag('-T, --syscall-times', 'time spent in each call'),
  absoluteTimestamps: counted('-t, --absolute-timestamps', 'time of day; -tt with microseconds, -ttt since 1970'),
  relativeTimestamps: flag('-r, --relative-timestamps', 'time since the call before'),
  decodeFds: counted('-y, --decode-fds', 'what descriptors lead to'),
  stringLimit: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(32)
    .meta({ flags: '-s, --string-limit <bytes>', description: 'bytes of a string that are shown' }),
  abbrev: z.boolean().default(true).meta({ flags: '-v, --no-abbrev', description: 'structures in full' }),
  stringsInHex: counted('-x, --strings-in-hex', 'strings with unprintable bytes in hex; -xx: all strings'),
  syscallNumber: flag('-n, --syscall-number', 'the number of each call'),
  instructionPointer: flag('-i, --instruction-pointer', 'the address of each call'),
  columns: z.coerce
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(40)
    .meta({ flags: '-a, --columns <column>', description: 'column of the results' }),
  env: z
    .array(z.string())
    .default([])
    .meta({ flags: '-E, --env <assignment>', description: 'NAME=VALUE for the command, or NAME to take it away' }),
  successfulOnly: flag('-z, --successful-only', 'only calls that succeeded'),
  failedOnly: flag('-Z, --failed-only', 'only calls that failed'),
  quiet: counted('-q, --quiet', 'no messages about attaching; -qq: nor about exits'),
  seccompBpf: flag('--seccomp-bpf', 'stop the command only at calls that are traced; needs -f'),
  command: z.array(z.string()).default([]).meta({ argument: '[command...]', description: 'program and its words' }),
});

export type StraceOptions = z.output<typeof options>;
