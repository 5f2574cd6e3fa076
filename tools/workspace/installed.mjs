// Exits 0 when node_modules holds what package-lock.json asks for, 1 when `npm ci` must run. Two ways to know:
// the stamp of an `npm ci` for this very lock file (`installed.mjs --stamp` leaves it), or, after an `npm install` by
// hand, npm's own record of what it installed, the last thing it writes, package by package.
// Imports no package: it runs when there is none.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const stampFile = 'node_modules/.installed-for';
const recordFile = 'node_modules/.package-lock.json';

function read(file) {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return null;
  }
}

const lock = read('package-lock.json');
const record = read(recordFile);

// Optional packages of other platforms are in the lock file and rightly not on the disk.
function fits([path, wanted], installed) {
  if (!path.includes('node_modules/')) return true;
  const found = installed[path];
  if (found === undefined) return wanted.optional === true;
  return found.version === wanted.version && found.link === wanted.link;
}

function isRecorded() {
  const installed = JSON.parse(record).packages;
  return Object.entries(JSON.parse(lock).packages).every((entry) => fits(entry, installed));
}

const digest = createHash('sha256').update(lock ?? '').digest('hex');
if (process.argv.includes('--stamp')) {
  writeFileSync(join(root, stampFile), digest);
} else {
  const isInstalled = lock !== null && record !== null && (read(stampFile) === digest || isRecorded());
  process.exitCode = isInstalled ? 0 : 1;
}
