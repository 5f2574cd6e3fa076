// node tools/native/src/build.mjs [FOLDER...]
// Builds the addon of every folder of native/ that has a binding.gyp, or of those named. What is up to date is left
// alone: the stamp in build/ holds a hash of all that the binary depends on.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { findHeaders } from './headers.mjs';
import { fingerprint, isUpToDate, stampOf } from './stamp.mjs';
import { root } from './root.mjs';

const folders = process.argv.length > 2 ? process.argv.slice(2).map((folder) => resolve(folder)) : allAddons();
const headers = findHeaders();
if (!headers.ok) fail(headers.message);
for (const folder of folders) build(folder, headers.prefix);

function allAddons() {
  const native = join(root, 'native');
  if (!existsSync(native)) return [];
  return readdirSync(native).map((name) => join(native, name)).filter((folder) => existsSync(join(folder, 'binding.gyp')));
}

function build(folder, nodedir) {
  if (!existsSync(join(folder, 'binding.gyp'))) fail(`${folder} has no binding.gyp`);
  const wanted = fingerprint(folder);
  if (isUpToDate(folder, wanted)) return;
  const started = performance.now();
  const gyp = createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js');
  const words = [gyp, 'rebuild', '--directory', folder, `--nodedir=${nodedir}`, '--jobs=max', '--loglevel=error'];
  const { status, error, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (error) throw error;
  if (status !== 0) fail(`${stdout}${stderr}\n${folder} does not build${hint(stderr)}`);
  writeFileSync(stampOf(folder), `${wanted}\n`);
  console.log(`native: built ${folder.slice(root.length + 1)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

function hint(text) {
  return /find Python/i.test(text) ? ': node-gyp needs Python\n  try: sudo apt-get install -y python3 make g++' : '';
}

function fail(message) {
  console.error(`native: ${message}`);
  process.exit(1);
}
