#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/demo-main.js', import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  console.error('not built yet: tools/demo/dist is missing\n  try: npm run build');
  process.exitCode = 3;
}
