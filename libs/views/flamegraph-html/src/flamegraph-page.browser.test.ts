import { flameTreeOfFolded, flameTreeOfProfile } from '@ai-perf/analysis-fold';
import type { FlameTree } from '@ai-perf/analysis-fold';
import { hostileNames, profileOfStacks } from '@ai-perf/analysis-fold/testing';
import type { PageAssets } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import { TestBrowser, assetsOf, bundlePages, noBrowser } from '@ai-perf/tools-pages';
import type { WatchedPage } from '@ai-perf/tools-pages';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { flamegraphHtml, profileFacts, treeFacts } from './index.ts';

const folded = (text: string): FlameTree => unwrap(flameTreeOfFolded(text));

/** Boxes that have a width, by name, in px of the drawing. */
const widthsOf = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() => {
    const frames = [...document.querySelectorAll('g.frame')];
    const widths = frames.map((frame) => [frame.getAttribute('name'), Math.round(Number(frame.getAttribute('width')))]);
    return Object.fromEntries(widths.filter(([, width]) => width !== 0)) as Record<string, number>;
  });

const box = (page: Page, name: string): ReturnType<Page['locator']> => page.locator(`g.frame[name="${name}"]`);
const focusedName = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('name') ?? null);

describe('in Chromium', () => {
  let browser: TestBrowser | undefined;
  let assets: PageAssets;

  beforeEach(({ skip }) => skip(noBrowser !== null, noBrowser ?? ''));
  beforeAll(async () => {
    if (noBrowser !== null) return;
    [browser, assets] = await Promise.all([TestBrowser.start(), bundlePages().then(assetsOf)]);
  });
  afterAll(() => browser?.stop());

  const openPage: TestBrowser['open'] = (...words) => {
    if (browser === undefined) throw new Error('no browser');
    return browser.open(...words);
  };
  const open = (tree: FlameTree, inverted = false): Promise<WatchedPage> =>
    openPage(flamegraphHtml(tree, { facts: treeFacts(tree), inverted }, assets));
  const small = folded('main;hot;spin 60\nmain;cold 20\nother 20\n');

  test('widths are to scale, and nothing is asked of the network', async () => {
    const { page, complaints, requests } = await open(small);
    const widths = await widthsOf(page);
    const whole = widths['all'] ?? 0;
    const shares = Object.entries(widths).map(([name, width]) => [name, Math.round((100 * width) / whole)]);
    expect(Object.fromEntries(shares)).toEqual({ all: 100, main: 80, hot: 60, spin: 60, cold: 20, other: 20 });
    expect([complaints, requests]).toEqual([[], []]);
  });

  test('a click zooms, the button resets', async () => {
    const { page, complaints } = await open(small);
    const before = await widthsOf(page);
    const reset = page.getByRole('button', { name: 'Reset zoom' });
    expect(await reset.isDisabled()).toBe(true);
    await box(page, 'hot').click();
    const zoomed = await widthsOf(page);
    expect(zoomed).toEqual({ all: before['all'], main: before['all'], hot: before['all'], spin: before['all'] });
    await reset.click();
    expect(await widthsOf(page)).toEqual(before);
    expect(await reset.isDisabled()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('search marks what matches, says its share once a sample, and clears again', async () => {
    const { page, complaints } = await open(folded('main;spin;spin_inner 60\nmain;cold 20\nspinner 15\nrest 5\n'));
    const marked = (): Promise<(string | null)[]> =>
      page.$$eval('g.frame.match', (frames) => frames.map((frame) => frame.getAttribute('name')).sort());
    const matched = page.locator('.flame-matched');
    await page.getByRole('searchbox').fill('SPIN');
    await matched.getByText('matched 75.0 %').waitFor();
    expect(await marked()).toEqual(['spin', 'spin_inner', 'spinner']);
    await page.getByRole('searchbox').fill('/^spin$|rest/');
    await matched.getByText('matched 65.0 %').waitFor();
    await page.getByRole('searchbox').fill('/(/');
    await matched.getByText('not a pattern').waitFor();
    await page.getByRole('searchbox').press('Escape');
    expect([await marked(), await matched.textContent()]).toEqual([[], '']);
    expect(complaints).toEqual([]);
  });

  test('a share that was searched for does not change when the picture is zoomed', async () => {
    const { page } = await open(small);
    await page.getByRole('searchbox').fill('cold');
    await page.locator('.flame-matched').getByText('matched 20.0 %').waitFor();
    await box(page, 'hot').click();
    await page.getByRole('searchbox').fill('spin');
    await page.locator('.flame-matched').getByText('matched 60.0 %').waitFor();
  });

  test('all of it works by keyboard: focus, move, zoom, reset, search', async () => {
    const { page, complaints } = await open(small);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focusedName(page)).toBe('all');
    const path: (string | null)[] = [];
    for (const key of [
      'ArrowUp',
      'ArrowRight',
      'ArrowLeft',
      'ArrowUp',
      'ArrowLeft',
      'ArrowRight',
      'ArrowUp',
      'ArrowDown',
    ]) {
      await page.keyboard.press(key);
      path.push(await focusedName(page));
    }
    expect(path).toEqual(['main', 'other', 'main', 'hot', 'cold', 'hot', 'spin', 'hot']);
    expect(await page.locator('.flame-details').textContent()).toBe('hot: 60 samples, 60.0 %');
    await page.keyboard.press('Enter');
    expect(Object.keys(await widthsOf(page)).sort()).toEqual(['all', 'hot', 'main', 'spin']);
    await page.keyboard.press('Escape');
    expect(Object.keys(await widthsOf(page)).length).toBe(6);
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    expect(complaints).toEqual([]);
  });

  test('upside down, the root is on top and the arrow keys follow', async () => {
    const { page } = await open(small, true);
    const top = async (name: string): Promise<number> => (await box(page, name).boundingBox())?.y ?? 0;
    expect((await top('all')) < (await top('main'))).toBe(true);
    await box(page, 'all').focus();
    await page.keyboard.press('ArrowDown');
    expect(await focusedName(page)).toBe('main');
  });

  test('names that hold markup stay text: no element, no dialog, no request', async () => {
    const stacks = hostileNames.map((name) => ({ comm: name, frames: [{ name, module: `/lib/${name}` }] }));
    const profile = { ...profileOfStacks(stacks), command: [...hostileNames] };
    const html = flamegraphHtml(flameTreeOfProfile(profile), { facts: profileFacts(profile) }, assets);
    const { page, complaints, dialogs, requests } = await openPage(html);
    await page.getByRole('searchbox').fill('<img');
    await page.locator('.flame-matched').getByText('matched').waitFor();
    await page.locator('g.frame.match').first().hover();
    expect(await page.locator('.flame-details').textContent()).toContain('<img src=x onerror=alert(1)>');
    expect(await page.locator('img, iframe, object').count()).toBe(0);
    expect([complaints, dialogs, requests]).toEqual([[], [], []]);
  });

  test('the policy refuses a script that is not ours', async () => {
    const html = flamegraphHtml(small, { facts: [] }, assets).replace('</main>', '<script>alert(1)</script></main>');
    const { complaints, dialogs } = await openPage(html);
    expect(dialogs).toEqual([]);
    expect(complaints.join()).toContain('Content Security Policy');
  });

  test('5,000 boxes open, zoom and search without a complaint', async () => {
    const lines = Array.from({ length: 7000 }, (_, at) => `p${at % 7};f${at % 70};g${at} ${1 + (at % 9)}\n`).join('');
    const { page, complaints } = await open(folded(lines));
    expect(await page.locator('.flame-note').first().textContent()).toContain(
      'lightest boxes are neither drawn nor searched',
    );
    await box(page, 'p3').click();
    await page.getByRole('searchbox').fill('g77');
    await page.locator('.flame-matched').getByText('matched').waitFor();
    await page.getByRole('button', { name: 'Reset zoom' }).click();
    expect(Object.keys(await widthsOf(page)).filter((name) => name.startsWith('p')).length).toBe(7);
    expect(complaints).toEqual([]);
  });

  test('a stack 900 deep opens', async () => {
    const { page, complaints } = await open(
      folded(`${Array.from({ length: 900 }, (_, at) => `f${at}`).join(';')} 1\n`),
    );
    expect([await page.locator('g.frame').count(), complaints]).toEqual([901, []]);
  });

  test('the picture follows the width of the window', async () => {
    const { page } = await open(small);
    await page.setViewportSize({ width: 700, height: 800 });
    await page.waitForFunction(
      () => Number(document.querySelector('g.frame[name="all"]')?.getAttribute('width')) < 700,
    );
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(700);
  });

  test('on paper the controls are gone and the picture and table stay', async () => {
    const { page } = await open(small);
    await page.emulateMedia({ media: 'print' });
    const shown = (selector: string): Promise<boolean> => page.locator(selector).first().isVisible();
    const gone = ['.flame-bar label', '.flame-bar button', '.flame-matched', '.flame-details', '.flame-note'];
    expect(await Promise.all(gone.map(shown))).toEqual(gone.map(() => false));
    expect(await Promise.all(['.flame-legend', '.flame-chart svg', '.flame-table'].map(shown))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('without script the table still says it', async () => {
    const html = flamegraphHtml(small, { facts: [] }, assets);
    const { page, complaints } = await openPage(html, 'html', { scripts: false });
    expect(await page.locator('noscript').textContent()).toContain('The picture needs JavaScript');
    expect(await page.getByRole('row', { name: /spin/ }).textContent()).toContain('60.0 %');
    expect(complaints).toEqual([]);
  });
});
