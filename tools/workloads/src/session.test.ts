import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unwrap } from '@ai-perf/core-result';
import { bundleSource, openSession, seededRandom } from './index.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'session-test-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** It runs or sleeps; a zombie is over. */
function exists(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function eventually(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !condition(); tries++) await new Promise((done) => setTimeout(done, 20));
}

test('a program runs under a random name, tells its truth when it is stopped, and leaves nothing', async () => {
  const session = unwrap(await openSession(seededRandom(5)));
  const running = unwrap(await session.start({ program: 'share', framePointers: true }, 'units=20', 'rounds=1'));
  expect(running.name).toMatch(/^[a-z]{5,12}$/);
  await running.ended;
  const truth = await running.stop();
  const units = Object.entries(truth['functions'] as object).map(([name, { units }]) => [name, units]);
  expect(units).toEqual([['price_orders', 10], ['match_orders', 6], ['write_ledger', 3], ['audit_trail', 1]]);
  await session.close();
  expect(existsSync(session.folder)).toBe(false);
});

test('the kernel knows a program by its random name', async () => {
  const session = unwrap(await openSession(seededRandom(6)));
  const running = unwrap(await session.start({ program: 'victim', framePointers: false }));
  expect(readFileSync(`/proc/${running.pid}/comm`, 'utf8')).toBe(`${running.name}\n`);
  expect(running.isAlive()).toBe(true);
  await session.close();
  expect(exists(running.pid)).toBe(false);
});

test('a program that cannot work is a problem with its status', async () => {
  const session = unwrap(await openSession(seededRandom(6)));
  const started = await session.start({ program: 'fsync-storm', framePointers: false }, 'path=/proc/no/such/folder');
  await session.close();
  expect(started).toMatchObject({ ok: false, problem: { code: 'workload-ended', why: 'its status is 3' } });
});

test('one seed gives one name, another seed another', async () => {
  const names = await Promise.all(
    [7, 7, 8].map(async (seed) => {
      const session = unwrap(await openSession(seededRandom(seed)));
      const { name } = unwrap(await session.start({ program: 'victim', framePointers: false }));
      await session.close();
      return name;
    }),
  );
  expect(names[0]).toBe(names[1]);
  expect(names[2]).not.toBe(names[0]);
});

test('when the starter is killed, its programs end and its folder goes', async () => {
  const bundle = await bundleSource(join(here, '../fixtures/orphan-maker.ts'), folder);
  const starter: ChildProcess = spawn(process.execPath, [bundle], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = await new Promise<string>((resolve) => starter.stdout?.once('data', (text) => resolve(String(text))));
  const made = JSON.parse(said) as { pids: number[]; folder: string };
  expect(made.pids.map(exists)).toEqual([true, true, true]);
  expect(existsSync(made.folder)).toBe(true);
  starter.kill('SIGKILL');
  await eventually(() => !existsSync(made.folder) && !made.pids.some(exists));
  expect(made.pids.map(exists)).toEqual([false, false, false]);
  expect(existsSync(made.folder)).toBe(false);
});
