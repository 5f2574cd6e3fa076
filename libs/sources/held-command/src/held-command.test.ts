import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { findProgram, holdCommand, isInForeground } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'held-'));
afterAll(() => rmSync(folder, { recursive: true }));

const commOf = (tgid: number): string => readFileSync(`/proc/${tgid}/comm`, 'utf8').trim();

test('nothing of the command has happened before it is released', async () => {
  const trace = join(folder, 'trace');
  const held = unwrap(await holdCommand(['touch', trace], { stdout: 'stderr' }));
  expect(commOf(held.tgid)).toBe('sh');
  expect(existsSync(trace)).toBe(false);
  held.release();
  expect(await held.ended).toEqual({ status: 0, signal: null });
  expect(existsSync(trace)).toBe(true);
});

test('arguments arrive as they are, and descriptor 3 does not', async () => {
  const out = join(folder, 'out');
  const program = 'printf "%s|" "$@" > "$0"; [ -e /proc/self/fd/3 ] && echo leaked >> "$0"; exit 7';
  const held = unwrap(await holdCommand(['sh', '-c', program, out, 'a b', '', '-n', '*'], { stdout: 'stderr' }));
  held.release();
  expect((await held.ended).status).toBe(7);
  expect(readFileSync(out, 'utf8')).toBe('a b||-n|*|');
});

test('a command killed by a signal has the status of a shell', async () => {
  const held = unwrap(await holdCommand(['sh', '-c', 'kill -SEGV $$'], { stdout: 'stderr' }));
  held.release();
  expect(await held.ended).toEqual({ status: 139, signal: 'SIGSEGV' });
});

test('a command that is not released can be ended', async () => {
  const held = unwrap(await holdCommand(['sleep', '60'], { stdout: 'stderr' }));
  expect(await held.end('SIGTERM')).toEqual({ status: 143, signal: 'SIGTERM' });
});

test('a command that does not exist is 127, one without the right to execute 126', async () => {
  const file = join(folder, 'plain');
  writeFileSync(file, '');
  const missing = await holdCommand(['no-such-program-here'], { stdout: 'stderr' });
  const problems = [missing, findProgram(file), findProgram(folder)];
  expect(problems.map((result) => !result.ok && [result.problem.code, result.problem.exitCode])).toEqual([
    ['command-not-found', 127],
    ['command-not-executable', 126],
    ['command-not-executable', 126],
  ]);
});

test('the first folder of PATH that has the program wins', () => {
  expect(unwrap(findProgram('sh', `${folder}:/bin:/usr/bin`))).toBe('/bin/sh');
});

test('the foreground group is told by the fields after the last parenthesis', () => {
  expect(isInForeground('12 (a) R 1) S 1 12 12 34816 12 4194304 0')).toBe(true);
  expect(isInForeground('12 (x) S 1 12 12 34816 99 4194304 0')).toBe(false);
  expect(isInForeground('12 (x) S 1 12 12 0 -1 4194304 0')).toBe(false);
  expect(isInForeground(null)).toBe(false);
});

// A profiler of its own, so that it can be killed.
async function holdElsewhere(release: string): Promise<{ readonly holder: ChildProcess; readonly tgid: number }> {
  const bundle = join(folder, 'held-command.mjs');
  const entryPoints = [join(import.meta.dirname, 'index.ts')];
  const conditions = ['@ai-perf/source'];
  await build({ entryPoints, outfile: bundle, bundle: true, platform: 'node', format: 'esm', conditions });
  const program = `
    import { holdCommand } from ${JSON.stringify(bundle)};
    const { value } = await holdCommand(['sleep', '60'], { stdout: 'stderr' });
    ${release}
    console.log(value.tgid);
    setInterval(() => {}, 1000);`;
  const words = ['--input-type=module', '-e', program];
  const holder = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(holder.stdout, 'data')) as [Buffer];
  return { holder, tgid: Number(line.toString()) };
}

async function isGone(tgid: number): Promise<true> {
  while (existsSync(`/proc/${tgid}`) && !/^State:\tZ/m.test(readFileSync(`/proc/${tgid}/status`, 'utf8'))) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}

const hasParentDeathSignal = spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0;

test.each([
  ['before the release', ''],
  ['after the release', 'value.release(); await new Promise((resolve) => setTimeout(resolve, 100));'],
])('when its holder is killed %s the command is gone too', async (_, release) => {
  const { holder, tgid } = await holdElsewhere(release);
  expect(commOf(tgid)).toBe(release === '' ? 'sh' : 'sleep');
  if (release !== '' && !hasParentDeathSignal) {
    process.kill(tgid);
    console.log('skipped: setpriv (util-linux 2.33) is not there, a released command outlives us');
    return;
  }
  process.kill(holder.pid as number, 'SIGKILL');
  expect(await isGone(tgid)).toBe(true);
});
