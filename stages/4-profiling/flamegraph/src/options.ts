import { z } from 'zod';

const path = z.string().min(1).optional();
const numbers = z.array(z.coerce.number().int().positive()).default([]);

export const options = z.object({
  input: z
    .string()
    .default('-')
    .meta({ argument: '[input]', description: 'profile (.json, .json.gz) or folded text; - is standard input' }),
  svg: path.meta({ flags: '--svg <file>', description: 'write a static SVG' }),
  html: path.meta({ flags: '--html <file>', description: 'write one offline HTML page with zoom and search' }),
  folded: path.meta({ flags: '--folded <file>', description: 'write folded stacks' }),
  format: z
    .enum(['text', 'svg', 'html', 'folded'])
    .default('text')
    .meta({ flags: '--format <name>', description: 'what goes to standard output: text, svg, html or folded' }),
  title: z.string().optional().meta({ flags: '--title <text>', description: 'title of the drawing' }),
  width: z.coerce
    .number()
    .int()
    .min(200)
    .max(20_000)
    .default(1200)
    .meta({ flags: '--width <px>', description: 'width of the SVG' }),
  minwidth: z.coerce
    .number()
    .min(0)
    .max(100)
    .default(0.1)
    .meta({ flags: '--minwidth <px>', description: 'boxes narrower than this are left out of the SVG, and counted' }),
  inverted: z.boolean().default(false).meta({ flags: '--inverted', description: 'root on top (icicle)' }),
  reverse: z.boolean().default(false).meta({ flags: '--reverse', description: 'leaf first: who calls it' }),
  by: z
    .enum(['comm', 'process', 'thread'])
    .default('comm')
    .meta({ flags: '--by <what>', description: 'what the bottom boxes tell apart: comm, process or thread' }),
  weigh: z
    .enum(['weight', 'samples'])
    .default('weight')
    .meta({ flags: '--weigh <what>', description: 'widths by weight, or each sample as 1' }),
  comm: z
    .array(z.string())
    .default([])
    .meta({ flags: '--comm <name>', description: 'only samples of this command, may be repeated' }),
  pid: numbers.meta({ flags: '-p, --pid <tgid>', description: 'only samples of this process, may be repeated' }),
  tid: numbers.meta({ flags: '-t, --tid <tid>', description: 'only samples of this thread, may be repeated' }),
  space: z
    .enum(['kernel', 'user'])
    .optional()
    .meta({ flags: '--space <name>', description: 'only kernel frames, or all but them' }),
  countname: z
    .string()
    .default('samples')
    .meta({ flags: '--countname <unit>', description: 'what the weights of folded text count' }),
  plain: z
    .boolean()
    .default(false)
    .meta({ flags: '--plain', description: 'folded text without the annotations _[k] _[j] _[i]' }),
});

export type Options = z.output<typeof options>;
