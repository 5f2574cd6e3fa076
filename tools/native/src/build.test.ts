import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findHeaders } from './headers.mjs';
import { withLock } from './lock.mjs';
import { fingerprint, isUpToDate } from './stamp.mjs';

const folder = mkdtempSync(join(tmpdir(), 'addon-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'src'));
mkdirSync(join(folder, 'build/Release'), { recursive: true });
writeFileSync(join(folder, 'binding.gyp'), '{}');
writeFileSync(join(folder, 'src/x.cc'), 'int x;\n');

test('an addon is up to date as long as its binary is there and its sources are what they were', () => {
  const before = fingerprint(folder) as string;
  writeFileSync(join(folder, 'build/stamp'), `${before}\n`);
  expect(isUpToDate(folder, before)).toBe(false);
  writeFileSync(join(folder, 'build/Release/x.node'), '');
  expect(isUpToDate(folder, fingerprint(folder))).toBe(true);
  writeFileSync(join(folder, 'src/x.cc'), 'int y;\n');
  expect(isUpToDate(folder, fingerprint(folder))).toBe(false);
});

test('a Node without headers is said, with what to do', () => {
  const bare = join(folder, 'bin/node');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(bare, '');
  expect(findHeaders(bare)).toMatchObject({ ok: false, message: expect.stringContaining('try:') as string });
});

test('a lock left by a process that is gone is taken over', () => {
  const { pid } = spawnSync('true');
  writeFileSync(join(folder, 'build/lock'), String(pid));
  expect(withLock(folder, () => 'built')).toBe('built');
});

test('a folder without a binding.gyp is refused', () => {
  const script = join(import.meta.dirname, 'build.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '/nowhere'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, 'native: /nowhere has no binding.gyp\n']);
});
