import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs `work` while no other process builds the same folder: two node-gyp in one folder break each other's objects.
 * A lock whose owner is gone is taken over.
 */
export function withLock(folder, work) {
  mkdirSync(join(folder, 'build'), { recursive: true });
  const lock = join(folder, 'build/lock');
  while (!take(lock)) sleep(200);
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    const descriptor = openSync(lock, 'wx');
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (thrown) {
    if (thrown.code !== 'EEXIST') throw thrown;
    if (isStale(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isStale(lock) {
  try {
    const owner = readFileSync(lock, 'utf8');
    return owner !== '' && !existsSync(`/proc/${owner}`);
  } catch {
    return false;
  }
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
