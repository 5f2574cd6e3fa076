import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromiumPath, noBrowser } from '@ai-perf/tools-pages';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { docs, root } from './links/tree.ts';

const built = join(docs, 'dist/site.js');
const site = join(docs, '.vitepress/dist');
const isBuilt = existsSync(built);
const unbuilt = 'the workspace is not built: npm run build';
const whyNot = isBuilt ? (noBrowser ?? '') : unbuilt;

let server: Server | undefined;
let browser: Browser | null = null;
let address = '';

beforeAll(async () => {
  if (!isBuilt || chromiumPath === null) return;
  server = createServer(({ url = '/' }, response) => serveFile(url, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

function serveFile(url: string, response: ServerResponse): void {
  const path = new URL(url, 'http://site').pathname;
  const file = join(site, path.endsWith('/') ? `${path}index.html` : path);
  const found = existsSync(file);
  response.writeHead(found ? 200 : 404, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
  response.end(found ? readFileSync(file) : '');
}

async function open(path: string, colorScheme: 'light' | 'dark' = 'light'): Promise<{ page: Page; errors: string[] }> {
  if (browser === null) throw new Error('no browser');
  const page = await browser.newPage({ colorScheme });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
  await page.goto(`${address}${path}`, { waitUntil: 'networkidle' });
  return { page, errors };
}

test('the site builds without a dead link, anchor, image or include', ({ skip }) => {
  skip(!isBuilt, unbuilt);
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stderr } = spawnSync(process.execPath, [built, 'build'], { cwd: root, encoding: 'utf8', env });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
});

test('the search finds Chinese words and names with underscores', async ({ skip }) => {
  skip(browser === null, whyNot);
  const { page, errors } = await open('/');
  for (const [words, title] of [['火焰图', 'Glossary'], ['data_tail', 'Sampling and flame graphs']] as const) {
    await page.keyboard.press('Control+k');
    await page.fill('.search-input', words);
    await page.getByText(title, { exact: true }).locator('visible=true').first().waitFor();
    await page.keyboard.press('Escape');
  }
  expect(errors).toEqual([]);
});

test('a drawing follows the light or dark colours of the page', async ({ skip }) => {
  skip(browser === null, whyNot);
  const inks = [];
  for (const scheme of ['light', 'dark'] as const) {
    const { page, errors } = await open('/notes/sampling-and-flame-graphs.html', scheme);
    inks.push(await page.locator('.drawing .d-strong').first().evaluate((text) => getComputedStyle(text).fill));
    expect(errors).toEqual([]);
  }
  expect(inks).toEqual(['rgb(35, 38, 45)', 'rgb(228, 230, 234)']);
});
