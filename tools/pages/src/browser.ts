import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is, or null. */
export const chromiumPath: string | null = places.find(isExecutable) ?? null;

/** Why browser tests are skipped, for `test.skip`; null when they run. */
export const noBrowser: string | null =
  chromiumPath === null ? `no Chromium at ${places.join(', ')}: apt-get install chromium` : null;

/** A page under watch: whatever it must not do is written down. */
export interface WatchedPage {
  readonly page: Page;
  /** Console messages of level error or warning, uncaught errors, refusals of the Content-Security-Policy. */
  readonly complaints: string[];
  /** alert(), confirm(), prompt(): proof that hostile text was run. */
  readonly dialogs: string[];
  /** Requests for anything but the page itself. */
  readonly requests: string[];
}

export interface PageOptions {
  readonly colourScheme?: 'light' | 'dark';
  readonly scripts?: boolean;
  readonly width?: number;
}

/** Headless Chromium with a profile of its own, offline. */
export class TestBrowser {
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), 'pages-'));
  #pages = 0;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<TestBrowser> {
    if (chromiumPath === null) throw new Error(noBrowser ?? '');
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    args.push('--disable-component-update', '--disable-sync');
    return new TestBrowser(await chromium.launch({ executablePath: chromiumPath, headless: true, args }));
  }

  /** Opens `text` as a file of the given ending, as a person would who got it by mail. */
  async open(text: string, ending = 'html', options: PageOptions = {}): Promise<WatchedPage> {
    const path = join(this.#folder, `${(this.#pages += 1)}.${ending}`);
    writeFileSync(path, text);
    const context = await this.#contextOf(options);
    const page = await context.newPage();
    const url = pathToFileURL(path).href;
    const watched: WatchedPage = { page, complaints: [], dialogs: [], requests: [] };
    watch(watched, url);
    await page.goto(url);
    return watched;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #contextOf({ colourScheme = 'light', scripts = true, width = 1200 }: PageOptions): Promise<BrowserContext> {
    return this.#browser.newContext({
      offline: true,
      colorScheme: colourScheme,
      javaScriptEnabled: scripts,
      viewport: { width, height: 900 },
    });
  }
}

function watch({ page, complaints, dialogs, requests }: WatchedPage, own: string): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => void complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== own) requests.push(request.url());
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
