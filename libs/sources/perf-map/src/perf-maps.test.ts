import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { unwrap } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPerfMaps } from './index.ts';

// A process of our own, whose number makes the file's name ours too.
const startSleeper = (): ChildProcess => spawn('/bin/sleep', ['60'], { stdio: 'ignore' });
let child: ChildProcess;
let path = '';
beforeEach(() => {
  child = startSleeper();
  path = `/tmp/perf-${child.pid}.map`;
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(path, { force: true });
});

const tgid = (): number => child.pid ?? -1;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code);
const textOf = (result: Result<Uint8Array>): string => Buffer.from(unwrap(result)).toString();

test("a process's own map is read, and again when it has grown", () => {
  const maps = createPerfMaps();
  writeFileSync(path, '1000 10 first\n');
  expect(textOf(maps.readPerfMap(tgid()))).toBe('1000 10 first\n');
  writeFileSync(path, '1000 10 first\n2000 10 second\n');
  expect(textOf(maps.readPerfMap(tgid()))).toBe('1000 10 first\n2000 10 second\n');
});

test('a process without a map is a Problem that tells how to get one', () => {
  const result = createPerfMaps().readPerfMap(tgid());
  expect([codeOf(result), result.ok ? '' : result.problem.fix]).toEqual([
    'perf-map-missing', expect.stringContaining('--perf-basic-prof'),
  ]);
});

test('a map that is older than its process was left by another one of that number', () => {
  writeFileSync(path, '1000 10 stale\n');
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(path, hourAgo, hourAgo);
  expect(codeOf(createPerfMaps().readPerfMap(tgid()))).toBe('perf-map-untrusted');
});

test('a link in the place of the map is not followed', () => {
  symlinkSync('/etc/passwd', path);
  expect(codeOf(createPerfMaps().readPerfMap(tgid()))).toBe('perf-map-untrusted');
});

test('a FIFO in the place of the map is not waited for', () => {
  execFileSync('mkfifo', [path]);
  expect(codeOf(createPerfMaps().readPerfMap(tgid()))).toBe('perf-map-untrusted');
});

test("another user's map is not believed", ({ skip }) => {
  skip(process.getuid?.() !== 0, 'giving a file to another user needs root');
  writeFileSync(path, '1000 10 forged\n');
  chownSync(path, 65534, 65534);
  expect(codeOf(createPerfMaps().readPerfMap(tgid()))).toBe('perf-map-untrusted');
});

test('a process in a container is asked by the number it has there, in the /tmp it has there', async ({ skip }) => {
  const mayUnshare = spawnSync('unshare', ['-m', '-p', '-f', 'true'], { stdio: 'ignore' }).status === 0;
  skip(!mayUnshare, 'namespaces need CAP_SYS_ADMIN');
  const steps = 'mount -t tmpfs none /tmp && echo "1000 10 inside" > /tmp/perf-$$.map && echo ready && exec sleep 60';
  const outer = spawn('unshare', ['-m', '-p', '-f', 'sh', '-c', steps], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => outer.stdout.once('data', resolve));
  const inner = Number(readFileSync(`/proc/${outer.pid}/task/${outer.pid}/children`, 'utf8'));
  const result = createPerfMaps().readPerfMap(inner);
  process.kill(inner, 'SIGKILL');
  expect(textOf(result)).toBe('1000 10 inside\n');
});

test('the map of a process that has ended is still read', async () => {
  const maps = createPerfMaps();
  writeFileSync(path, '1000 10 first\n');
  maps.readPerfMap(tgid());
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
  expect(textOf(maps.readPerfMap(tgid()))).toBe('1000 10 first\n');
});
