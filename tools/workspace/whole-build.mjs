// The whole build, in the order in which one part needs the other. Run it through `npm run build`: Nx then skips it
// while no input has changed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders, root } from './packages.mjs';

const addons = 'tools/native/src/build.mjs';
const compiler = 'node_modules/@typescript/native/bin/tsc';
// A package's own build.mjs is the marker; this file must never go by that name.
const pageBundles = packageFolders().filter((folder) => existsSync(join(root, folder, 'build.mjs')));

const steps = [
  ...(existsSync(join(root, addons)) ? [['native addons', [addons]]] : []),
  ['TypeScript', [compiler, '-b', '--pretty', 'false']],
  ...pageBundles.map((folder) => [`browser bundle of ${folder}`, [join(folder, 'build.mjs')]]),
  ['command line', ['tools/workspace/bundle.mjs']],
];

for (const [title, words] of steps) {
  const started = performance.now();
  const { status, error } = spawnSync(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw error;
  if (status !== 0) {
    console.error(`build: ${title} failed: node ${words.join(' ')}`);
    process.exit(1);
  }
  console.log(`build: ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}
