// Exits 0 when node_modules holds what package-lock.json asks for, 1 when `npm ci` must run. Takes no package of ours
// or of others: it runs when there is none. npm writes node_modules/.package-lock.json as the last act of an install.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

// Optional packages of other platforms are in the lock file and rightly not on the disk.
function fits([path, wanted], installed) {
  if (!path.includes('node_modules/')) return true;
  const found = installed[path];
  if (found === undefined) return wanted.optional === true;
  return found.version === wanted.version && found.link === wanted.link;
}

const wanted = packagesOf('package-lock.json');
const installed = packagesOf('node_modules/.package-lock.json');
const ready = wanted !== null && installed !== null && Object.entries(wanted).every((entry) => fits(entry, installed));
process.exit(ready ? 0 : 1);
