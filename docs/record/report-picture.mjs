// node docs/record/report-picture.mjs: photographs the report that `npm run demo` wrote, for the README and the home
// page. Needs reports/demo.html and chromium.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { root } from './transcript.mjs';

const pictures = [
  { colorScheme: 'light', file: 'docs/public/report.png' },
  { colorScheme: 'dark', file: 'docs/public/report-dark.png' },
];

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const { colorScheme, file } of pictures) await photograph(colorScheme, file);
} finally {
  await browser.close();
}

async function photograph(colorScheme, file) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 1000 } });
  await page.goto(pathToFileURL(join(root, 'reports/demo.html')).href);
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(root, file) });
  console.log(file);
}
