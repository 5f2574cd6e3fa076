import { defineTool, facility, optionalFacility } from '@ai-perf/core-cli';
import { ok } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { toolPage } from './tool-page.ts';

const tool = defineTool({
  name: 'record',
  summary: 'Samples stacks',
  stage: 4,
  needs: [facility('perf-event'), optionalFacility('tracepoint', 'sched:sched_switch')],
  cost: '0.1 % at 99 Hz',
  examples: [['ai-perf record -- make', 'what make does']],
  options: z.object({
    frequency: z.int().default(99).meta({ flags: '-F, --frequency <HZ>', description: 'samples a | second' }),
  }),
  output: z.object({ lost: z.int().describe('samples lost') }),
  run: async () => ok({ lost: 0 }),
  render: { text: () => '' },
});
const entry = { name: 'record', verbs: ['record'], executable: false, stage: 4 as const, load: async () => tool };
const readme = { origin: 'stages/4-profiling/sampler/README.md', markdown: '# Sampler\n\n## Cost\n\nLittle.\n' };
const { path, markdown } = toolPage({ order: 0, entry, tool, readme, transcripts: ['record.txt'] });

test('the page holds every option, need, example and output field of the tool', () => {
  expect(path).toBe('tools/record.md');
  expect(markdown).toContain('| `-F, --frequency <HZ>` | samples a \\| second | `99` |');
  expect(markdown).toContain('| `perf-event` | does nothing |');
  expect(markdown).toContain('| `tracepoint` (sched:sched_switch) | does less, and says so |');
  expect(markdown).toContain('# what make does\nai-perf record -- make');
  expect(markdown).toContain('| `lost` | integer | samples lost |');
});

test('the README of the package follows, one level deeper, and its links are resolved from where it lies', () => {
  expect(markdown).toContain('## How it works\n\n### Cost\n\nLittle.');
  expect(markdown.startsWith('---\norigin: "stages/4-profiling/sampler/README.md"\norder: 0\n---\n')).toBe(true);
});

test('a transcript is included, not copied', () => {
  expect(markdown).toContain('<<< @/recorded/record.txt');
});
