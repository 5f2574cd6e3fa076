import { hostileNames, profileOfStacks } from '@ai-perf/analysis-fold/testing';
import type { PageAssets } from '@ai-perf/core-model';
import { TestBrowser, assetsOf, bundlePages, noBrowser } from '@ai-perf/tools-pages';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reportPage } from './index.ts';
import { sampleDiagnosis } from './testing/sample-diagnosis.ts';

describe('in Chromium', () => {
  let browser: TestBrowser | undefined;
  let assets: PageAssets;

  beforeEach(({ skip }) => skip(noBrowser !== null, noBrowser ?? ''));
  beforeAll(async () => {
    if (noBrowser !== null) return;
    [browser, assets] = await Promise.all([TestBrowser.start(), bundlePages().then(assetsOf)]);
  });
  afterAll(() => browser?.stop());
  const open: TestBrowser['open'] = (...words) => {
    if (browser === undefined) throw new Error('no browser');
    return browser.open(...words);
  };
  const profile = profileOfStacks([
    { comm: 'w', frames: [{ name: 'main' }, { name: 'service' }], weight: 3 },
    { comm: 'w', frames: [{ name: 'main' }, { name: 'rest' }], weight: 1 },
  ]);

  test('the report opens with the function of the verdict marked in its flame graph', async () => {
    const { page, complaints, requests } = await open(reportPage({ diagnosis: sampleDiagnosis(), profile }, assets));
    expect(await page.locator('.flame-matched').textContent()).toBe('matched 75.0 %');
    const marked = await page.$$eval('g.frame.match', (frames) => frames.map((frame) => frame.getAttribute('name')));
    expect(marked).toEqual(['service']);
    await page.locator('g.frame[name="rest"]').click();
    await page.getByRole('button', { name: 'Reset zoom' }).click();
    expect([complaints, requests]).toEqual([[], []]);
  });

  test('a finding leads to its evidence', async () => {
    const { page } = await open(reportPage({ diagnosis: sampleDiagnosis(), profile }, assets));
    await page.getByRole('link', { name: 'E2' }).click();
    expect(await page.locator(':target th').textContent()).toBe('E2');
  });

  test('hostile text from the host is neither element, dialog nor request', async () => {
    for (const name of hostileNames.slice(0, 5)) {
      const hostile = profileOfStacks([{ comm: name, frames: [{ name }] }]);
      const html = reportPage({ diagnosis: sampleDiagnosis(name), profile: hostile }, assets);
      const { page, complaints, dialogs, requests } = await open(html);
      expect(await page.locator('img, iframe').count()).toBe(0);
      expect(await page.locator('h1').textContent()).toBe(`8 threads of ${name} wait`);
      expect([complaints, dialogs, requests]).toEqual([[], [], []]);
    }
  });

  test('nothing runs off a narrow screen', async () => {
    const html = reportPage({ diagnosis: sampleDiagnosis(), profile }, assets);
    const { page } = await open(html, 'html', { width: 380 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(380);
  });
});
