// A TypeScript file of the workspace as one file that node can run, so that a test can start (and kill) a process of it
// whether or not anything is built.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

/** @returns the path of the bundle, in `folder` */
export async function bundleSource(entry: string, folder: string): Promise<string> {
  const { build } = await import('esbuild');
  const outfile = join(folder, 'bundle.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@ai-perf/source'],
    plugins: [keepOwnUrl],
    logLevel: 'error',
  });
  return outfile;
}

// In a bundle every module would share the bundle's address; files found beside a module need the module's own.
const keepOwnUrl: Plugin = {
  name: 'keep-own-url',
  setup(build) {
    build.onLoad({ filter: /\/(libs|tools|stages)\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};
