import { z } from 'zod';

const file = z.string().min(1);

export const options = z.object({
  normal: file.meta({
    flags: '--normal <file>',
    description: 'table of a normal time: timestamp and one column <component>_<metric> a metric',
  }),
  anomalous: file.meta({ flags: '--anomalous <file>', description: 'table of the time of the incident, same columns' }),
  graph: file
    .optional()
    .meta({ flags: '--graph <file>', description: 'who waits for whom: CSV from,to or JSON [{"from","to"}]' }),
  at: z
    .string()
    .optional()
    .meta({ flags: '--at <time>', description: 'when the incident began: rows of --anomalous before it are left out' }),
  target: z
    .string()
    .optional()
    .meta({ flags: '--target <column>', description: 'the metric to be explained; it is no candidate itself' }),
  anyOrder: z
    .boolean()
    .default(false)
    .meta({ flags: '--any-order', description: 'take the rows in the order of the files, whatever their times say' }),
});

const candidate = z.object({
  candidate: z.string().meta({ description: 'name of the column' }),
  component: z.string(),
  metric: z.string(),
  score: z.number().meta({ description: 'what the ranking is sorted by: the shift, weighted by onset and walk' }),
  direction: z.enum(['up', 'down', 'none']),
  onset: z.string().nullable().meta({ description: 'time of the first row outside the normal range' }),
  evidence: z.array(z.string()),
});

export const output = z.object({
  ranking: z.array(candidate),
  skipped: z.array(z.string()).meta({ description: 'columns that only one of the tables has' }),
});

export type Options = z.output<typeof options>;
export type Output = z.output<typeof output>;
export type Candidate = z.output<typeof candidate>;
