import { z } from 'zod';

const column = <T extends z.ZodType>(item: T): z.ZodArray<T> => z.array(item);
const id = z.int().nonnegative();
const idOrNone = z.int().min(-1);

/**
 * JSON schema of a `Profile`, for files that come from outside. Row numbers are checked by `checkProfile` of
 * analysis-fold.
 */
export const profileSchema = z.object({
  version: z.literal(1),
  startedAt: z.string().regex(/^\d+$/),
  clock: z.literal('monotonic'),
  duration: z.number().nonnegative(),
  event: z.string(),
  period: z.number().nonnegative(),
  weightUnit: z.enum(['samples', 'nanoseconds', 'bytes', 'events']),
  strings: column(z.string()),
  modules: z.object({ path: column(id), buildId: column(z.string().nullable()) }),
  frames: z.object({
    function: column(id),
    module: column(idOrNone),
    address: column(z.number().nonnegative().nullable()),
    at: column(z.enum(['ip', 'return-address'])),
    space: column(z.enum(['kernel', 'user', 'jit'])),
    file: column(id.nullable()),
    line: column(z.int().nonnegative().nullable()),
    inlineDepth: column(z.int().nonnegative()),
  }),
  stacks: z.object({ frame: column(id), parent: column(idOrNone) }),
  samples: z.object({
    at: column(z.number()),
    cpu: column(z.int()),
    tgid: column(z.int()),
    tid: column(z.int()),
    comm: column(id),
    stack: column(idOrNone),
    weight: column(z.number().nonnegative()),
  }),
  lost: z.int().nonnegative(),
  truncated: z.int().nonnegative(),
  throttled: z.int().nonnegative(),
  host: z.object({
    hostname: z.string(),
    kernel: z.string(),
    machine: z.string(),
    cpus: z.int().positive(),
    memory: z.number().nonnegative(),
  }),
  command: z.array(z.string()),
});
