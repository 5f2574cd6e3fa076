import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { loadPageAssets, pageAssetsFolder } from './index.ts';

test('each part comes with the hash of exactly its bytes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assets-'));
  const texts = { 'page.js': 'run("ä")', 'page.css': 'p{}', 'report.css': '' };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  const assets = unwrap(await loadPageAssets(folder));
  expect(assets.script.text).toBe('run("ä")');
  expect(assets.script.hash).toBe(`sha256-${createHash('sha256').update('run("ä")', 'utf8').digest('base64')}`);
  expect(assets.reportStyle.text).toBe('');
  rmSync(folder, { recursive: true });
});

test('bundles that are not built are a problem that names the command', async () => {
  const missing = await loadPageAssets('/nonexistent');
  expect(missing.ok ? '' : [missing.problem.code, missing.problem.fix]).toEqual(['pages-not-built', 'npm run build']);
});

test('the bundles lie in the package itself, wherever the code runs from', () => {
  expect(pageAssetsFolder()).toMatch(/libs\/sources\/assets\/dist\/pages$/);
});
