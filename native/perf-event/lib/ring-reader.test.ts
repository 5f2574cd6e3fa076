import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'ring-reader-'));
afterAll(() => rmSync(folder, { recursive: true }));

// 1,024 positions and the one before the counter overflows, 400 records each.
test('every record comes out once, whole and in order, wherever the ring wraps around', ({ skip }) => {
  skip(spawnSync('g++', ['--version']).status !== 0, 'no g++ to build the ring reader without Node');
  const program = join(folder, 'check');
  const source = join(import.meta.dirname, '../test/ring-reader-check.cc');
  const flags = ['-std=c++17', '-O1', '-Wall', '-Wextra', '-Werror', '-fsanitize=address,undefined'];
  const built = spawnSync('g++', [...flags, '-o', program, source], { encoding: 'utf8' });
  expect(built.stderr).toBe('');
  // The search for leaks needs ptrace(2), which containers refuse; the reader allocates nothing.
  const env = { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' };
  const { stdout, stderr, status } = spawnSync(program, { encoding: 'utf8', env });
  expect({ stdout, stderr, status }).toEqual({ stdout: `${1025 * 400}\n`, stderr: '', status: 0 });
});
