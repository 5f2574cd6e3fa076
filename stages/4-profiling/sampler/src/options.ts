import { z } from 'zod';

const text = z.string();
const list = z.array(text).default([]);
const positive = z.coerce.number().int().positive();

/** The letters are perf record's. */
export const options = z.object({
  frequency: positive
    .optional()
    .meta({ flags: '-F, --frequency <hertz>', description: 'samples a second of each CPU (default: 99)' }),
  count: positive.optional().meta({ flags: '-c, --count <events>', description: 'a sample every so many events' }),
  event: list.meta({
    flags: '-e, --event <names>',
    description: 'cpu-clock, page-faults, cycles:u, sched:sched_switch ... (default: cycles, else cpu-clock)',
  }),
  pid: list.meta({ flags: '-p, --pid <pids>', description: 'all threads of these processes' }),
  tid: list.meta({ flags: '-t, --tid <tids>', description: 'these threads, and what they start' }),
  allCpus: z.boolean().default(false).meta({ flags: '-a, --all-cpus', description: 'the whole host' }),
  cpu: text.optional().meta({ flags: '-C, --cpu <list>', description: 'on these CPUs alone, such as 0-2,5' }),
  g: z.boolean().default(false).meta({ flags: '-g', description: 'stacks by frame pointers, as --call-graph fp' }),
  callGraph: text
    .default('fp')
    .meta({ flags: '--call-graph <how>', description: 'stacks by fp, dwarf[,BYTES] (a copy of the stack) or none' }),
  duration: text.optional().meta({ flags: '--duration <time>', description: 'end after 5s, 250ms, 2m ...' }),
  output: text.optional().meta({
    flags: '-o, --output <file>',
    description: 'write the profile as JSON, compressed when the name ends in .gz',
  }),
  mmapPages: positive.optional().meta({ flags: '-m, --mmap-pages <pages>', description: "pages of each CPU's ring" }),
  command: list.meta({ argument: '[command...]', description: 'a program to run and record, and its arguments' }),
});

export type RecordOptions = z.output<typeof options>;
