// Bundles the command line from the sources into stages/5-agent/agent/dist/cli, one chunk a tool: a start-up
// that reads five files instead of two hundred. Native addons and page assets stay where they are built.
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './packages.mjs';

const agent = join(root, 'stages/5-agent/agent');
const outdir = join(agent, 'dist/cli');
// commander is CommonJS and asks for node:events with require().
const banner = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);`;

// zod carries its messages in fifty languages, half of all that would be parsed at start-up; ours are English.
const onlyEnglish = {
  name: 'only-english',
  setup({ onLoad }) {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: dirname(path),
    }));
  },
};

await rm(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { main: join(agent, 'src/main.ts') },
  outdir,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  conditions: ['@ai-perf/source'],
  banner: { js: banner },
  plugins: [onlyEnglish],
  sourcemap: true,
  logLevel: 'warning',
});
