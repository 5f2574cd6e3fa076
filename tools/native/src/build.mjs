// node tools/native/src/build.mjs [FOLDER...]
// Builds the addon of every folder of native/ that has a binding.gyp, or of those named. What is up to date is left
// alone: the stamp in build/ holds a hash of all that the binary depends on.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { findHeaders } from './headers.mjs';
import { withLock } from './lock.mjs';
import { fingerprint, isUpToDate, stampOf } from './stamp.mjs';
import { root } from './root.mjs';

const folders = process.argv.length > 2 ? process.argv.slice(2).map((folder) => resolve(folder)) : allAddons();
const missing = folders.find((folder) => !existsSync(join(folder, 'binding.gyp')));
if (missing !== undefined) fail(`${missing} has no binding.gyp`);
const stale = folders.filter((folder) => !isUpToDate(folder, fingerprint(folder)));
if (stale.length > 0) buildAll(stale);

function allAddons() {
  const native = join(root, 'native');
  if (!existsSync(native)) return [];
  const names = readdirSync(native).map((name) => join(native, name));
  return names.filter((folder) => existsSync(join(folder, 'binding.gyp')));
}

function buildAll(wanting) {
  const headers = findHeaders();
  if (!headers.ok) fail(headers.message);
  for (const folder of wanting) {
    const failure = withLock(folder, () => build(folder, headers.prefix));
    if (failure !== null) fail(failure);
  }
}

// Null, or what went wrong. Another process may have built it while this one waited for the lock.
function build(folder, nodedir) {
  const wanted = fingerprint(folder);
  if (isUpToDate(folder, wanted)) return null;
  const started = performance.now();
  // make knows changed sources and flags, but not another compiler or another Node.
  rmSync(join(folder, 'build/Release/obj.target'), { recursive: true, force: true });
  const gyp = createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js');
  const words = [gyp, 'configure', 'build', '--directory', folder, `--nodedir=${nodedir}`, '--loglevel=error'];
  const capture = { encoding: 'utf8', maxBuffer: 2 ** 26 };
  const { status, error, stdout, stderr } = spawnSync(process.execPath, words, capture);
  if (error) throw error;
  if (status !== 0) return `${stdout}${stderr}\n${folder} does not build${hint(stderr)}`;
  writeFileSync(stampOf(folder), `${wanted}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`native: built ${folder.slice(root.length + 1)} (${seconds} s)`);
  return null;
}

function hint(text) {
  const missing = /find Python|not found: make|g\+\+: (?:not found|No such file)/i.test(text);
  return missing ? ': node-gyp needs Python, make and g++\n  try: sudo apt-get install -y python3 make g++' : '';
}

function fail(message) {
  console.error(`native: ${message}`);
  process.exit(1);
}
