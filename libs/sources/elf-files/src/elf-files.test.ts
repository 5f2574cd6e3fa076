import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, linkSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteSource, ModuleRequest } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { unixNanoseconds } from '@ai-perf/core-units';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createElfFiles } from './index.ts';

const sleepPath = '/bin/sleep';
const library = '/lib/x86_64-linux-gnu/libm.so.6';
const files = createElfFiles();
const folder = mkdtempSync(join(tmpdir(), 'elf-files-'));
const children: ChildProcess[] = [];
let copies = 0;

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  files.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Running {
  readonly path: string;
  readonly tgid: number;
  readonly request: ModuleRequest;
}

/** A copy of sleep(1) of our own, running, and what the kernel tells of its text. */
function running(env: Readonly<Record<string, string>> = {}): Running {
  copies += 1;
  const path = join(folder, `sleep-${copies}`);
  copyFileSync(sleepPath, path);
  const child = spawn(path, ['60'], { stdio: 'ignore', env: { ...process.env, ...env } });
  children.push(child);
  const tgid = child.pid ?? -1;
  return { path, tgid, request: requestOf(tgid, path) };
}

function requestOf(tgid: number, path: string): ModuleRequest {
  const line = /^([0-9a-f]+)-([0-9a-f]+) r.xp [0-9a-f]+ ([0-9a-f]+):([0-9a-f]+) (\d+) +(.*)$/gm;
  const found = waitForMap(tgid, path, line);
  const start = BigInt(`0x${found[1]}`);
  return {
    path, tgid, start, length: BigInt(`0x${found[2]}`) - start, inode: BigInt(found[5] ?? 0), buildId: null,
    device: { major: parseInt(found[3] ?? '', 16), minor: parseInt(found[4] ?? '', 16) },
    mappedAt: unixNanoseconds(BigInt(Date.now()) * 1_000_000n),
  };
}

/** spawn returns before the child's exec has mapped the program. */
function waitForMap(tgid: number, path: string, line: RegExp): RegExpMatchArray {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    const found = [...readFileSync(`/proc/${tgid}/maps`, 'latin1').matchAll(line)].find((match) => match[6] === path);
    if (found !== undefined) return found;
  }
  throw new Error(`process ${tgid} did not map ${path}`);
}

async function ended(): Promise<void> {
  const child = children.pop();
  const exit = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await exit;
}

const whole = (file: ByteSource): Buffer => Buffer.from(file.read(0, file.size));
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code);
const original = readFileSync(sleepPath);
const mayUnshare = spawnSync('unshare', ['-m', 'true'], { stdio: 'ignore' }).status === 0;

function mayFollowMaps(): boolean {
  try {
    const [range = ''] = readdirSync('/proc/self/map_files');
    return statSync(`/proc/self/map_files/${range}`).isFile();
  } catch {
    return false;
  }
}
const canFollowMaps = mayFollowMaps();

test('the bytes of a mapped file are those on disk', () => {
  const { request } = running();
  expect(whole(unwrap(files.openModule(request))).equals(original)).toBe(true);
});

test('the file that a process runs is found after it was deleted', () => {
  const { path, request } = running();
  rmSync(path);
  expect(whole(unwrap(files.openModule(request))).equals(original)).toBe(true);
});

test('the file that a process runs is found after another one took its name', () => {
  const { path, request } = running();
  writeFileSync(`${path}.new`, 'another program');
  renameSync(`${path}.new`, path);
  expect(whole(unwrap(files.openModule(request))).equals(original)).toBe(true);
});

test('a library that was replaced is found through map_files', ({ skip }) => {
  skip(!canFollowMaps, 'following /proc/PID/map_files needs CAP_CHECKPOINT_RESTORE');
  const copy = join(folder, 'libm-copy');
  copyFileSync(library, copy);
  const { tgid } = running({ LD_PRELOAD: copy });
  const request = requestOf(tgid, copy);
  writeFileSync(`${copy}.new`, 'another library');
  renameSync(`${copy}.new`, copy);
  expect(whole(unwrap(files.openModule(request))).equals(readFileSync(library))).toBe(true);
});

test('a library that lies in the mount namespace of its process only is found', ({ skip }) => {
  skip(!mayUnshare, 'a mount namespace needs CAP_SYS_ADMIN');
  const inside = mkdtempSync(join(folder, 'mount-'));
  const copy = join(inside, 'libm-copy');
  const steps = 'mount -t tmpfs none "$1" && cp "$2" "$3" && LD_PRELOAD="$3" exec sleep 60';
  const child = spawn('unshare', ['-m', 'sh', '-c', steps, 'sh', inside, library, copy], { stdio: 'ignore' });
  children.push(child);
  const request = requestOf(child.pid ?? -1, copy);
  // No mapping begins at 0: map_files cannot help, the path must do.
  expect(whole(unwrap(files.openModule({ ...request, start: 0n }))).equals(readFileSync(library))).toBe(true);
});

test('a deleted file of a process that has ended is gone, not guessed', async () => {
  const { path, request } = running();
  rmSync(path);
  await ended();
  expect(codeOf(files.openModule(request))).toBe('module-gone');
});

test('another file at the path of a process that has ended is refused', async () => {
  const { path, request } = running();
  writeFileSync(`${path}.new`, original);
  renameSync(`${path}.new`, path);
  await ended();
  expect(codeOf(files.openModule(request))).toBe('module-replaced');
});

test('a file with the inode that was mapped is refused when it changed since', async () => {
  const { path, request } = running();
  await ended();
  linkSync(path, `${path}.link`);
  const before = unixNanoseconds(statSync(path, { bigint: true }).ctimeNs - 1n);
  expect(codeOf(files.openModule({ ...request, mappedAt: before }))).toBe('module-replaced');
  const after = unixNanoseconds(statSync(path, { bigint: true }).ctimeNs);
  expect(codeOf(files.openModule({ ...request, mappedAt: after }))).toBe('ok');
});

test('an open file stays readable after it was deleted and its process has ended', async () => {
  const { path, request } = running();
  const opened = unwrap(files.openModule(request));
  await ended();
  rmSync(path);
  expect(whole(opened).equals(original)).toBe(true);
});

test('a hundred and fifty files can be read in turn without as many descriptors', () => {
  const opened = Array.from({ length: 150 }, (_, n) => {
    const path = join(folder, `many-${n}`);
    writeFileSync(path, `file ${n}`);
    const stats = statSync(path, { bigint: true });
    return unwrap(files.openModule({ ...requestOfFile(path), inode: stats.ino }));
  });
  expect(opened.map((file) => Buffer.from(file.read(5, 100)).toString())).toEqual(opened.map((_, n) => `${n}`));
});

function requestOfFile(path: string): ModuleRequest {
  return {
    path, tgid: process.pid, start: 0n, length: 0n, inode: statSync(path, { bigint: true }).ino, buildId: null,
    device: { major: 0, minor: 0 }, mappedAt: unixNanoseconds(BigInt(Date.now() + 1000) * 1_000_000n),
  };
}

test('a FIFO, a device and a folder are not opened', () => {
  const fifo = join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const codes = [fifo, '/dev/null', folder].map((path) => codeOf(files.openModule(requestOfFile(path))));
  expect(codes).toEqual(['module-not-a-file', 'module-not-a-file', 'module-not-a-file']);
});

test('a file too large to be a program is refused', () => {
  const path = join(folder, 'vast');
  writeFileSync(path, '');
  truncateSync(path, 5 * 2 ** 30);
  expect(codeOf(files.openModule(requestOfFile(path)))).toBe('module-too-large');
});

test('a file that may be run but not read is said to be unreadable', ({ skip }) => {
  skip(process.getuid?.() === 0, 'root may read everything');
  const path = join(folder, 'secret');
  copyFileSync(sleepPath, path);
  chmodSync(path, 0o111);
  expect(codeOf(files.openModule(requestOfFile(path)))).toBe('module-unreadable');
});

test('a path that is not absolute is refused', () => {
  expect(codeOf(files.openModule({ ...requestOfFile(folder), path: 'anon_inode:[x]' }))).toBe('module-gone');
});

test('reads outside the file are short, whatever is asked', () => {
  const path = join(folder, 'short');
  writeFileSync(path, 'abc');
  const opened = unwrap(files.openModule(requestOfFile(path)));
  const reads = [opened.read(2, 10), opened.read(3, 1), opened.read(2 ** 52, 2 ** 52), opened.read(0, -5)];
  expect(reads.map(String)).toEqual(['99', '', '', '']);
});

test('the vDSO is an ELF image', () => {
  const vdso = unwrap(files.openModule({ ...requestOfFile(folder), path: '[vdso]' }));
  expect(Buffer.from(vdso.read(1, 3)).toString()).toBe('ELF');
});

test('separate debug information that is not installed is a Problem', () => {
  const request = { path: '/bin/none', buildId: '00'.repeat(20), debugLink: '../../etc/passwd' };
  expect(codeOf(files.openDebugFile(request))).toBe('debug-file-missing');
});
