// node docs/record/report-picture.mjs: photographs the report that `npm run demo` wrote, for the README and the site.
// Needs reports/demo.html and chromium.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { root } from './transcript.mjs';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  await photograph('light', '');
  await photograph('dark', '-dark');
} finally {
  await browser.close();
}

async function photograph(colorScheme, suffix) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1100, height: 1200 } });
  await page.goto(pathToFileURL(join(root, 'reports/demo.html')).href);
  const evidence = await page.getByRole('heading', { name: 'Evidence' }).boundingBox();
  await save(page, `report${suffix}`, { x: 0, y: 0, width: 1100, height: evidence.y - 20 });
  const heading = page.getByRole('heading', { name: 'Where the time went' });
  await heading.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.waitForTimeout(1000);
  const from = await heading.boundingBox();
  const to = await page.getByRole('heading', { name: 'Top functions' }).boundingBox();
  await save(page, `report-flame${suffix}`, { x: 0, y: from.y - 20, width: 1100, height: to.y - from.y });
}

async function save(page, name, clip) {
  const file = `docs/public/${name}.png`;
  await page.screenshot({ path: join(root, file), clip });
  console.log(file);
}
