// What `ai-perf diagnose --json` prints. zod is the single source: the types are inferred from it.
import { z } from 'zod';
import { mechanisms, mechanismsOf, resources } from './vocabulary.ts';

/** Who did it. Exactly the fields that apply are present. */
export const culpritSchema = z.object({
  kind: z.enum([
    'process', 'process-set', 'thread-set', 'cgroup', 'mount', 'device', 'listener', 'firewall-rule', 'host',
  ]),
  tgid: z.int().positive().optional().describe('process, or the one that stands for the set'),
  tgids: z.array(z.int().positive()).optional().describe('all processes of a set, ascending'),
  comm: z.string().optional().describe('name as the kernel has it; for people, never for rules'),
  cgroup: z.string().optional().describe('path below the controller, as in /proc/PID/cgroup'),
  path: z.string().optional().describe('mount point, device or socket'),
});

export const siteSchema = z.object({
  function: z.string().optional(),
  module: z.string().optional(),
  path: z.string().optional().describe('file or path prefix'),
  share: z.number().min(0).max(1).optional().describe('part of the samples that agree'),
});

const causeShape = {
  resource: z.enum(resources),
  mechanism: z.enum(mechanisms),
  culprit: culpritSchema.nullable(),
  site: siteSchema.nullable(),
  confidence: z.number().min(0).max(1),
};

const fitsVocabulary = (cause: { resource: keyof typeof mechanismsOf; mechanism: string }): boolean =>
  (mechanismsOf[cause.resource] as readonly string[]).includes(cause.mechanism);

export const verdictSchema = z
  .object({
    ...causeShape,
    summary: z.string().describe('one sentence for people'),
    wouldNeed: z.array(z.string()).describe('what would decide it; empty unless undecided'),
  })
  .refine(fitsVocabulary, { error: 'mechanism does not belong to resource' });

export const candidateSchema = z
  .object({ ...causeShape, score: z.number(), findings: z.array(z.string()) })
  .refine(fitsVocabulary, { error: 'mechanism does not belong to resource' });

export const evidenceSchema = z.object({
  id: z.string().regex(/^E\d+$/),
  tool: z.string(),
  command: z.string().describe('what a person types to see the same number'),
  claim: z.string(),
  value: z.number(),
  unit: z.string(),
  baseline: z.number().optional(),
  samples: z.int().nonnegative(),
  artifact: z.object({ path: z.string(), sha256: z.string() }).nullable(),
  lost: z.int().nonnegative(),
});

export const findingSchema = z.object({
  id: z.string().regex(/^F\d+$/),
  rule: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  subject: z.string(),
  window: z.object({ from: z.number(), to: z.number() }).describe('nanoseconds since the session started'),
  score: z.number().min(0).max(1),
  title: z.string(),
  evidence: z.array(z.string()).min(1),
});

export const recommendationSchema = z.object({
  finding: z.string(),
  action: z.string(),
  reason: z.string(),
  risk: z.string(),
  expected: z
    .object({ value: z.number(), unit: z.string(), interval: z.tuple([z.number(), z.number()]) })
    .nullable()
    .describe('null: unknown'),
  verify: z.string().describe('the command that measures it again'),
  sources: z.array(z.string()),
});

export const diagnosisSchema = z.object({
  version: z.literal(1),
  startedAt: z.string().describe('nanoseconds since 1970, decimal'),
  duration: z.number().describe('nanoseconds'),
  scope: z.object({ kind: z.enum(['system', 'process', 'command']), tgid: z.int().optional() }),
  verdict: verdictSchema,
  candidates: z.array(candidateSchema),
  findings: z.array(findingSchema),
  evidence: z.array(evidenceSchema),
  recommendations: z.array(recommendationSchema),
  limits: z.array(z.string()).describe('what could not be measured here, and why'),
  lost: z.int().nonnegative(),
});

export type Culprit = z.infer<typeof culpritSchema>;
export type Site = z.infer<typeof siteSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
export type Candidate = z.infer<typeof candidateSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type Recommendation = z.infer<typeof recommendationSchema>;
export type Diagnosis = z.infer<typeof diagnosisSchema>;
