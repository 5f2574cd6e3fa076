import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { unwrap } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Bytes } from '@ai-perf/core-units';
import { afterAll, expect, test } from 'vitest';
import { readInput, writeFileAtomically } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const textOf = async (path: string): Promise<string> => Buffer.from(unwrap(await readInput(path))).toString();
const codeOf = (result: Result<unknown>): string =>
  result.ok ? 'ok' : `${result.problem.kind} ${result.problem.code}`;

test('a written file holds exactly the bytes and leaves nothing beside it', async () => {
  const inside = mkdtempSync(join(folder, 'w-'));
  const path = join(inside, 'out.json');
  expect(await writeFileAtomically(path, '{"ä":1}')).toEqual({ ok: true, value: undefined });
  expect(readFileSync(path, 'utf8')).toBe('{"ä":1}');
  await writeFileAtomically(path, new Uint8Array([0, 255]));
  expect([...readFileSync(path)]).toEqual([0, 255]);
  expect(readdirSync(inside)).toEqual(['out.json']);
});

test('a file that is replaced keeps its permission bits', async () => {
  const path = join(folder, 'mode');
  writeFileSync(path, 'old');
  chmodSync(path, 0o640);
  await writeFileAtomically(path, 'new');
  expect([statSync(path).mode & 0o777, readFileSync(path, 'utf8')]).toEqual([0o640, 'new']);
});

test('a symbolic link stays a link and its target is replaced', async () => {
  const target = join(folder, 'target');
  const link = join(folder, 'link');
  writeFileSync(target, 'old');
  symlinkSync(target, link);
  await writeFileAtomically(link, 'new');
  expect(readFileSync(target, 'utf8')).toBe('new');
  expect(execFileSync('readlink', [link]).toString().trim()).toBe(target);
});

test('a device is written in place and stays a device', async () => {
  expect((await writeFileAtomically('/dev/null', 'x')).ok).toBe(true);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('a missing folder and a folder in the place of the file are wrong usage', async () => {
  expect(codeOf(await writeFileAtomically(join(folder, 'no', 'such', 'x'), ''))).toBe('usage file-not-written');
  expect(codeOf(await writeFileAtomically(folder, ''))).toBe('usage file-not-written');
  expect(codeOf(await readInput(folder))).toBe('usage file-not-read');
  expect(codeOf(await readInput(join(folder, 'nothing')))).toBe('usage file-not-read');
});

test('a full device is a problem of the host and the old file stays whole', async () => {
  expect(codeOf(await writeFileAtomically('/dev/full', 'x'))).toBe('host file-not-written');
});

test('a gzip file is unpacked whatever its name, and a damaged one is a problem', async () => {
  const packed = gzipSync('hello');
  writeFileSync(join(folder, 'plain-name'), packed);
  expect(await textOf(join(folder, 'plain-name'))).toBe('hello');
  writeFileSync(join(folder, 'cut.gz'), packed.subarray(0, 12));
  expect(codeOf(await readInput(join(folder, 'cut.gz')))).toBe('host gzip-broken');
});

test('more than the limit is refused, also when it only unpacks to more', async () => {
  const limits = { bytes: 1000 as Bytes };
  writeFileSync(join(folder, 'big'), 'x'.repeat(1001));
  writeFileSync(join(folder, 'bomb.gz'), gzipSync('x'.repeat(1001)));
  expect(codeOf(await readInput(join(folder, 'big'), limits))).toBe('host file-too-large');
  expect(codeOf(await readInput(join(folder, 'bomb.gz'), limits))).toBe('host file-too-large');
  expect(codeOf(await readInput('/dev/zero', limits))).toBe('host file-too-large');
});

test('a pipe whose writer is slow is read to its end', async () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  // Read-write, so that the open waits for nobody: both ends are there before the first byte is.
  const writer = spawn('sh', ['-c', 'exec 3<>"$0"; echo ready; sleep 0.2; printf late >&3; sleep 0.2', path]);
  await new Promise((resolve) => writer.stdout.once('data', resolve));
  expect(await textOf(path)).toBe('late');
});

test('a stop signal ends the wait for a pipe that says nothing', async () => {
  const path = join(folder, 'silent');
  execFileSync('mkfifo', [path]);
  const writer = spawn('sh', ['-c', 'exec 3<>"$0"; echo ready; exec sleep 60', path]);
  await new Promise((resolve) => writer.stdout.once('data', resolve));
  const stop = new AbortController();
  const reading = readInput(path, { bytes: 1000 as Bytes, signal: stop.signal });
  stop.abort();
  expect(codeOf(await reading)).toBe('host interrupted');
  writer.kill();
  expect(existsSync(path)).toBe(true);
});
