import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { whyNoPerfEvents } from '../test/perf-refusal.ts';

const root = join(import.meta.dirname, '../../..');
// Inside the tree, where node-addon-api is found.
const copy = mkdtempSync(join(root, 'node_modules/.sanitized-'));
afterAll(() => rmSync(copy, { recursive: true }));

const instrument = '-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -g';
const folder = join(copy, 'native/perf-event');
let runtime = '';
let failure = '';

function buildCopy(): string {
  for (const part of ['binding.gyp', 'src', 'test']) {
    cpSync(join(root, 'native/perf-event', part), join(folder, part), { recursive: true });
  }
  mkdirSync(join(copy, 'tools/native'), { recursive: true });
  cpSync(join(root, 'tools/native/src'), join(copy, 'tools/native/src'), { recursive: true });
  const gyp = createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js');
  const nodedir = `--nodedir=${dirname(dirname(process.execPath))}`;
  const words = [gyp, 'configure', 'build', '--directory', folder, nodedir, '--loglevel=error'];
  const env = { ...process.env, CXXFLAGS: instrument, LDFLAGS: '-fsanitize=address,undefined' };
  const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

// Node itself is not instrumented: the runtime comes first through LD_PRELOAD.
beforeAll(() => {
  failure = whyNoPerfEvents() ?? '';
  if (failure !== '') return;
  runtime = spawnSync('gcc', ['-print-file-name=libasan.so'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  failure = runtime.startsWith('/') ? buildCopy() : 'gcc has no AddressSanitizer here';
});

const scenes = [
  ['collected', ['--expose-gc', 'life-cycle.mjs', 'collected'], 'as expected\n'],
  ['ended with its worker', ['life-cycle.mjs', 'worker'], 'as expected\n'],
  ['closed', ['life-cycle.mjs', 'closed'], 'as expected\n'],
  ['closed in a wake-up that throws', ['life-cycle.mjs', 'throwing'], 'as expected\n'],
  ['hung up', ['hang-up.mjs'], 'hung up 1, wake-ups 2\n'],
] as const;

for (const [scene, words, expected] of scenes) {
  test(`a session that is ${scene} touches no freed memory and leaks none`, ({ skip }) => {
    skip(failure !== '', `no sanitized addon: ${failure}`);
    const script = words.map((word) => (word.endsWith('.mjs') ? join(folder, 'test', word) : word));
    const env = { ...process.env, LD_PRELOAD: runtime, ASAN_OPTIONS: 'detect_leaks=1' };
    const { stdout, stderr, status } = spawnSync(process.execPath, script, { env, encoding: 'utf8', timeout: 60_000 });
    expect({ stdout, stderr, status }).toEqual({ stdout: expected, stderr: '', status: 0 });
  });
}
