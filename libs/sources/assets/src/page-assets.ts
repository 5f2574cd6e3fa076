import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PageAssets, PagePart } from '@ai-perf/core-model';
import { err, isSystemError, ok, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';

/** Where the build leaves the bundles. By name, since this file may itself run from a bundle elsewhere. */
export function pageAssetsFolder(): string {
  const { resolve } = createRequire(import.meta.url);
  return join(dirname(resolve('@ai-perf/sources-assets/package.json')), 'dist/pages');
}

/** Reads what the HTML views carry; a bundle that is not there is a Problem, since a page without it would be dead. */
export async function loadPageAssets(folder: string = pageAssetsFolder()): Promise<Result<PageAssets>> {
  try {
    const [script, style, reportStyle] = await Promise.all([
      readPart(folder, 'page.js'),
      readPart(folder, 'page.css'),
      readPart(folder, 'report.css'),
    ]);
    return ok({ script, style, reportStyle });
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    return err(notBuilt(folder, thrown.code));
  }
}

async function readPart(folder: string, name: string): Promise<PagePart> {
  const text = await readFile(join(folder, name), 'utf8');
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
}

const notBuilt = (folder: string, code: string): Problem =>
  problem('pages-not-built', {
    what: 'cannot make an HTML page',
    why: `its script and style sheet cannot be read in ${folder} (${code})`,
    fix: 'npm run build',
  });
