import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bundlePages } from './bundle.ts';

const require = createRequire(import.meta.url);

/** Writes the bundles to where @ai-perf/sources-assets reads them; a reader never sees half a file. */
export async function writePages(): Promise<void> {
  const folder = join(dirname(require.resolve('@ai-perf/sources-assets/package.json')), 'dist/pages');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(await bundlePages())) {
    const beside = join(folder, `.${name}.${process.pid}`);
    await writeFile(beside, text);
    await rename(beside, join(folder, name));
  }
}
