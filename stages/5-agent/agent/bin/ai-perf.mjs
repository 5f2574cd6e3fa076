#!/usr/bin/env node
// One launcher under many names: `ai-perf record ...`, or a tool's own name, taken from the link it was called by.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';

const built = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(built)) {
  const { main } = await import(built.href);
  process.exitCode = await main(basename(process.argv[1]).replace(/\.mjs$/, ''), process.argv.slice(2), process);
} else {
  console.error('ai-perf: not built yet: dist/cli is missing\n  try: npm run build');
  process.exitCode = 3;
}
