import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import { parseBenchOptions, runBench } from '@ai-perf/tools-bench';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'host-rca-'));
afterAll(() => rmSync(folder, { recursive: true }));

const options = unwrap(parseBenchOptions(['--pick', '3', '--answers', folder]));
const reasons = [
  ...(process.geteuid?.() === 0 ? [] : ['not root: F05 needs a cgroup, and other processes may not be looked into']),
  ...(existsSync(options.script) ? [] : [`${options.script} is missing`]),
];

test('three faults by chance are named: resource, mechanism, culprit and function', async (context) => {
  if (reasons.length > 0) context.skip(reasons.join('; '));
  const results = await runBench(options, new AbortController().signal, { out: () => undefined, err: console.log });
  // On a host that others keep busy, or where a fault does not act, nothing is proved either way.
  const scored = results.filter(({ end, disturbed }) => end.kind === 'scored' && !disturbed);
  if (scored.length === 0) context.skip('every window was disturbed by others');
  expect(scored.map(({ order, end }) => [order.case, end.kind === 'scored' && end.score.exact])).toEqual(
    scored.map(({ order }) => [order.case, true]),
  );
}, 300_000);
