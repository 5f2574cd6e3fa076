// `npm test [-- ARGUMENTS OF VITEST]`: one run over all kinds of test, closed by "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closingLine } from './closing-line.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ai-perf-tests-'));
const file = process.env.AI_PERF_TEST_SUMMARY ?? join(folder, 'summary.json');
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--passWithNoTests', ...process.argv.slice(2)],
  { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, AI_PERF_TEST_SUMMARY: file } },
);
const counted = readSummary();
// vitest may fail beside its tests, and that is a failure too.
const summary = status === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
writeFileSync(file, JSON.stringify(summary));
rmSync(folder, { recursive: true });
console.log(closingLine(summary));
process.exitCode = summary.failed > 0 ? 1 : 0;

// No summary: vitest died before its end, and that is a failure.
function readSummary() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
