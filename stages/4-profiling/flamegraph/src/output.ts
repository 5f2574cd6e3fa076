import { z } from 'zod';

const sum = z.object({ count: z.int().nonnegative(), weight: z.number().nonnegative() });
const kind = z.enum(['root', 'thread', 'kernel', 'user', 'jit']);

export const output = z.object({
  unit: z.string(),
  weight: z.number().nonnegative().describe('of the whole tree, in unit'),
  boxes: z.int().positive(),
  depth: z.int().nonnegative(),
  account: z.object({
    input: sum,
    kept: sum,
    drops: z.array(sum.extend({ reason: z.string() })),
  }),
  tree: z
    .array(
      z.object({
        depth: z.int().nonnegative(),
        name: z.string(),
        kind,
        total: z.number(),
        own: z.number(),
        share: z.number().min(0).max(1),
      }),
    )
    .describe('the heaviest boxes, of at least 1 %, depth first, the heaviest sibling first'),
  functions: z
    .array(
      z.object({
        name: z.string(),
        module: z.string().nullable(),
        kind,
        own: z.number(),
        total: z.number(),
        ownShare: z.number(),
        totalShare: z.number(),
      }),
    )
    .describe('the 20 heaviest by own weight'),
  written: z.array(z.object({ format: z.enum(['svg', 'html', 'folded']), path: z.string(), bytes: z.int() })),
  document: z.string().nullable().describe('what --format sends to standard output; not part of --json'),
});

export type Output = z.output<typeof output>;
