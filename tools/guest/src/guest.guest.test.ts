import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { unwrap } from '@ai-perf/core-result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Guest, kernelOf } from './index.ts';
import type { GuestCommand } from './index.ts';

const missing = ['/usr/bin/qemu-system-x86_64', '/bin/busybox'].filter((path) => !existsSync(path));
// Why no guest can be had here, or null.
let absent = missing.length === 0 ? null : `${missing.join(' and ')} not installed`;
const guestTest = (name: string, body: () => Promise<void>): void =>
  test(name, async ({ skip }) => {
    skip(absent !== null, absent ?? '');
    await body();
  });

let guest: Guest;
let version: string;
const writable = mkdtempSync(join(tmpdir(), 'guest-rw-'));

beforeAll(async () => {
  if (absent !== null) return;
  const kernel = await kernelOf('6.1', () => undefined);
  if (!kernel.ok) {
    absent = `${kernel.problem.what}: ${kernel.problem.why}`;
    return;
  }
  version = kernel.value.version;
  const shape = { cpus: 2, memoryMegabytes: 1024, accelerator: 'tcg', writable: [writable], gdbSocket: null } as const;
  guest = unwrap(await Guest.boot(kernel.value, shape));
});

afterAll(async () => {
  if (absent === null) await guest.close();
  rmSync(writable, { recursive: true, force: true });
});

interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function said(words: readonly string[], more: Partial<GuestCommand> = {}): Promise<Said> {
  const parts = { out: '', err: '' };
  const command = { words, folder: process.cwd(), env: process.env, timeoutMs: 60_000 };
  const streams = {
    stdout: (bytes: Buffer) => void (parts.out += bytes.toString()),
    stderr: (bytes: Buffer) => void (parts.err += bytes.toString()),
  };
  return { status: unwrap(await guest.run({ ...command, ...streams, ...more })), ...parts };
}

guestTest(`a command sees another kernel and the caller's folder`, async () => {
  expect(await said(['sh', '-c', 'uname -r; pwd'])).toEqual({
    status: 0,
    out: `${version}\n${process.cwd()}\n`,
    err: '',
  });
});

guestTest(`words, streams and exit status pass unchanged`, async () => {
  expect(await said(['sh', '-c', 'printf "%s|" "$@"; echo bad >&2; exit 7', 'x', "it's", '$HOME', ''])).toEqual({
    status: 7,
    out: "it's|$HOME||",
    err: 'bad\n',
  });
  expect((await said(['sh', '-c', 'kill -9 $$'])).status).toBe(137);
  expect((await said(['no-such-program'])).status).toBe(127);
});

guestTest(
  `one megabyte goes in and comes out, and what is left unread does not reach the next command`,
  async () => {
    const bytes = 'abcdefg\n'.repeat(131_072);
    expect((await said(['cat'], { stdin: Readable.from([bytes]) })).out === bytes).toBe(true);
    await said(['head', '-c', '3'], { stdin: Readable.from([bytes]) });
    expect((await said(['cat'])).out).toBe('');
  },
);

guestTest(`the host's files cannot be changed from inside, but for a folder given with --rw`, async () => {
  const host = join(process.cwd(), 'package.json');
  const before = readFileSync(host, 'utf8');
  expect(await said(['sh', '-c', `echo gone >${host}; cat ${host}; echo kept >${writable}/file`])).toMatchObject({
    out: 'gone\n',
  });
  expect(readFileSync(host, 'utf8')).toBe(before);
  expect(readFileSync(join(writable, 'file'), 'utf8')).toBe('kept\n');
});

guestTest(`a command that hangs is cut and the guest is gone`, async () => {
  const nothing = (): void => undefined;
  const hang = { words: ['sleep', '100'], folder: '/', env: {}, stdout: nothing, stderr: nothing, timeoutMs: 1500 };
  const ran = await guest.run(hang);
  expect(ran.ok ? '' : ran.problem.code).toBe('guest-command-cut');
});

guestTest(`the emulator does not outlive a runner that was killed`, async () => {
  // It says its number only once it is the emulator, with the signal asked for.
  const emulator = 'qemu-system-x86_64 -S -nodefaults -display none';
  const program = `setpriv --pdeathsig KILL sh -c 'echo $$; exec ${emulator}' & wait`;
  const runner = spawn('sh', ['-c', program], { stdio: ['ignore', 'pipe', 'ignore'] });
  const pid = await new Promise<number>((resolve) =>
    runner.stdout.once('data', (text: Buffer) => resolve(Number(text.toString()))),
  );
  runner.kill('SIGKILL');
  const watch = spawnSync('timeout', ['10', 'tail', `--pid=${pid}`, '-f', '/dev/null']);
  expect(watch.status).toBe(0);
});
