// Bundles what pages carry, and opens pages in Chromium for tests.
export { assetsOf, bundlePages } from './bundle.ts';
export type { PageFiles } from './bundle.ts';
export { writePages } from './write.ts';
export { TestBrowser, chromiumPath, noBrowser } from './browser.ts';
export type { PageOptions, WatchedPage } from './browser.ts';
