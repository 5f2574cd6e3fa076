// The agent on three cases by chance, so that the bench itself keeps working. All of it is `npm run bench:host-rca`.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { unwrap } from '@ai-perf/core-result';
import { runBench } from './run/bench.ts';
import { parseBenchOptions } from './run/options.ts';

const commandLine = fileURLToPath(new URL('../../../../stages/5-agent/agent/dist/cli/main.js', import.meta.url));
const seed = Math.floor(Math.random() * 2 ** 31);

test('of three cases by chance at most one is not exact', { timeout: 400_000 }, async ({ skip }) => {
  skip(!existsSync(commandLine), 'the command line is not built: npm run build');
  const answers = await mkdtemp(join(tmpdir(), 'host-rca-answers-'));
  const brief = ['--pick', '3', '--repeats', '1', '--retries', '0', '--quiet-wait', '10'];
  const order = [...brief, '--seed', String(seed), '--answers', answers];
  const said: string[] = [];
  const sinks = { out: (): void => undefined, err: (text: string) => void said.push(text) };
  const results = await runBench(unwrap(parseBenchOptions(order)), new AbortController().signal, sinks);
  await rm(answers, { recursive: true });
  expect(results).toHaveLength(3);
  expect(results.filter(({ end }) => end.kind === 'no-answer')).toEqual([]);
  const fair = results.flatMap(({ end, disturbed }) => (end.kind === 'scored' && !disturbed ? [end.score] : []));
  skip(fair.length < 2, `others use this host: ${said.join('')}`);
  expect(fair.filter(({ exact }) => !exact).length, said.join('')).toBeLessThanOrEqual(1);
});
