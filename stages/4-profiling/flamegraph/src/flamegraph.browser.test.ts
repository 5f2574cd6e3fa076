import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostileNames, profileOfStacks } from '@ai-perf/analysis-fold/testing';
import { processIo, runTool } from '@ai-perf/core-cli';
import { TestBrowser, noBrowser, writePages } from '@ai-perf/tools-pages';
import { expect, test } from 'vitest';
import { tool } from './index.ts';

// From a profile on disk to a page in the browser, with the bundles that the build leaves.
test('hostile symbols stay text in the page and in the drawing that the tool writes', async ({ skip }) => {
  skip(noBrowser !== null, noBrowser ?? '');
  const folder = mkdtempSync(join(tmpdir(), 'flamegraph-browser-'));
  const [input, html, svg] = ['profile.json', 'a.html', 'a.svg'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const profile = profileOfStacks(hostileNames.map((name) => ({ comm: name, frames: [{ name, module: name }] })));
  writeFileSync(input, JSON.stringify({ ...profile, command: [...hostileNames] }));
  await writePages();
  const io = { ...processIo(process), out: { write: () => undefined } };
  expect(await runTool(tool, [input, '--html', html, '--svg', svg], io)).toBe(0);
  const browser = await TestBrowser.start();
  for (const ending of ['html', 'svg'] as const) {
    const text = readFileSync(ending === 'html' ? html : svg, 'utf8');
    const { page, complaints, dialogs, requests } = await browser.open(text, ending);
    expect(await page.locator('img, iframe, parsererror').count()).toBe(0);
    // One box for the thread of that name, one for the function.
    expect(await page.locator('g > title', { hasText: '<img src=x onerror=alert(1)>' }).count()).toBe(2);
    expect([complaints, dialogs, requests]).toEqual([[], [], []]);
  }
  await browser.stop();
  rmSync(folder, { recursive: true });
});
