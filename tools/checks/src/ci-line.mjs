// ci-line.mjs SUMMARY BROKEN: prints the closing line of .ci/run. SUMMARY is what vitest-summary.ts wrote, or empty;
// BROKEN counts the steps that failed beside the tests (build, lint). Exit 1 when anything failed.
import { readFileSync } from 'node:fs';
import { closingLine } from './closing-line.mjs';

const [file, broken] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const counts = text === '' ? { passed: 0, failed: 0, skipped: 0 } : JSON.parse(text);
const all = { ...counts, failed: counts.failed + Number(broken) };
console.log(closingLine(all));
process.exitCode = all.failed > 0 ? 1 : 0;
