import { defineTool } from '@ai-perf/core-cli';
import { ok } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { badBlocks } from './code-blocks.ts';

const tool = defineTool({
  name: 'record',
  summary: 'Records',
  stage: 4,
  needs: [],
  cost: 'none',
  options: z.object({
    frequency: z.string().optional().meta({ flags: '-F, --frequency <HZ>', description: 'how often' }),
  }),
  output: z.object({}),
  run: async () => ok({}),
  render: { text: () => '' },
});
const known = { scripts: new Set(['demo']), tools: new Map([['ai-perf record', tool]]) };
const judge = (text: string, language = 'sh'): string[] =>
  badBlocks(`x\n\n\`\`\`${language}\n${text}\n\`\`\`\n`, 'p.md', known);

test('commands that exist, with options they have, are accepted', () => {
  expect(judge('npm run demo\nsudo npx ai-perf record -F 99 -- sleep -x 1\n# a remark\ngit clone x')).toEqual([]);
});

test('an unknown script, verb and option are each named', () => {
  expect(judge('npm run gone\nai-perf recrod\nai-perf record --frequenzy 9')).toEqual([
    'p.md: no script gone',
    'p.md: unknown command ai-perf recrod',
    'p.md: record has no option --frequenzy',
  ]);
});

test('code that is not included from a file is refused', () => {
  expect(judge('const a = 1;', 'ts')).toEqual(['p.md: a block of "ts" is not included from a file']);
});
