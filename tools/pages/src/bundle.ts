import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PageAssets, PagePart } from '@ai-perf/core-model';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';

/** Files that pages carry, by the names under which @ai-perf/sources-assets finds them. */
export type PageFiles = Readonly<Record<'page.js' | 'page.css' | 'report.css', string>>;

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));

// Apache-2.0 4(c) and ISC ask that the notice travels with the copy.
const notice =
  '/* ai-perf-agent (MIT); holds d3-flame-graph, (c) Martin Spier, Apache-2.0, and d3, (c) Mike Bostock, ISC */\n';

// Identifiers keep their names: d3-flame-graph knows a node of d3-hierarchy by the name of its constructor, and a page
// that a person may read is worth the bytes.
const shared: BuildOptions = {
  bundle: true,
  write: false,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  target: ['chrome109', 'firefox115', 'safari16'],
  minifySyntax: true,
  minifyWhitespace: true,
};

const scriptOptions: BuildOptions = {
  format: 'iife',
  platform: 'browser',
  conditions: ['@ai-perf/source'],
  // The style sheet of d3-flame-graph; ours replaces it.
  loader: { '.css': 'empty' },
};

/** Bundles the scripts and style sheets of the HTML views from their `page/` folders. Nothing is written. */
export async function bundlePages(): Promise<PageFiles> {
  const flame = join(folderOf('@ai-perf/views-flamegraph-html'), 'page');
  const report = join(folderOf('@ai-perf/views-report-html'), 'page');
  const [script, style, reportStyle] = await Promise.all([
    bundle(join(flame, 'page.ts'), scriptOptions),
    bundle(join(flame, 'page.css')),
    bundle(join(report, 'report.css')),
  ]);
  return { 'page.js': notice + script, 'page.css': style, 'report.css': reportStyle };
}

/** The bundles as the views take them. */
export function assetsOf(files: PageFiles): PageAssets {
  return { script: part(files['page.js']), style: part(files['page.css']), reportStyle: part(files['report.css']) };
}

async function bundle(entry: string, options: BuildOptions = {}): Promise<string> {
  const { outputFiles } = await build({ ...shared, ...options, entryPoints: [entry] });
  const file = outputFiles?.[0];
  if (file === undefined) throw new Error(`no bundle of ${entry}`);
  return file.text;
}

const part = (text: string): PagePart => ({
  text,
  hash: `sha256-${createHash('sha256').update(text).digest('base64')}`,
});
