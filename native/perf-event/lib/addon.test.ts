import { spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import type { SystemError } from '@ai-perf/core-result';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { whyNoPerfEvents } from '../test/perf-refusal.ts';
import { loadPerfEventAddon } from './index.ts';
import type { PerfSession } from './index.ts';

const addon = loadPerfEventAddon();
const open: PerfSession[] = [];
afterEach(() => open.splice(0).forEach((session) => session.close()));

function newSession(onWake = (): void => undefined): PerfSession {
  const session = new (unwrap(addon).PerfSession)(onWake);
  open.push(session);
  return session;
}

interface Asked {
  readonly type?: number;
  readonly config?: bigint;
  readonly period?: bigint;
  readonly flags?: bigint;
  readonly watermark?: number;
}

const software = 1;
const pageFaults = 2n;
const dummy = 9n;
const disabled = 1n;
const excludeKernel = 1n << 5n;
const watermarkFlag = 1n << 14n;

/** IDENTIFIER and TIME are sampled: 24 bytes a record. */
function attributes(asked: Asked): Uint8Array {
  const { type = software, config = pageFaults, period = 1n, flags = 0n, watermark = 0 } = asked;
  const bytes = new Uint8Array(112);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, bytes.length, true);
  view.setBigUint64(8, config, true);
  view.setBigUint64(16, period, true);
  view.setBigUint64(24, (1n << 16n) | 4n, true);
  view.setBigUint64(40, flags | excludeKernel | watermarkFlag, true);
  view.setUint32(48, watermark, true);
  return bytes;
}

function thrownBy(act: () => unknown): Partial<SystemError> & { readonly name: string } {
  try {
    act();
  } catch (thrown) {
    return thrown as SystemError;
  }
  throw new Error('nothing was thrown');
}

const perfDescriptors = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).includes('perf_event')).length;

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

const refusal = whyNoPerfEvents();
beforeEach(({ skip }) => skip(refusal !== null, refusal ?? ''));

/** Faults `pages` pages in, each once: a fresh anonymous mapping, larger than what malloc keeps. */
function touch(pages: number): void {
  const bytes = new Uint8Array(pages * 4096);
  for (let at = 0; at < bytes.length; at += 4096) bytes[at] = 1;
}

test('a system call that fails is an error with errno, code and name of the call', () => {
  const session = newSession();
  const thrown = thrownBy(() => session.open(attributes({ type: 99 }), 0, -1));
  expect(thrown).toMatchObject({ errno: 2, code: 'ENOENT', syscall: 'perf_event_open' });
  expect(thrown).toBeInstanceOf(Error);
  expect(thrownBy(() => session.open(attributes({}), 999_999_999, -1))).toMatchObject({ code: 'ESRCH' });
});

test.each([
  ['bytes that are too short', (session: PerfSession) => session.open(new Uint8Array(8), 0, -1)],
  ['attr.size beyond the bytes', (session: PerfSession) => session.open(attributes({}).subarray(0, 100), 0, -1)],
  ['another typed array', (session: PerfSession) => session.open(new Float64Array(20) as never, 0, -1)],
  ['a slot that is not open', (session: PerfSession) => session.enable(7 as never)],
  ['a negative slot', (session: PerfSession) => session.enable(-1 as never)],
  ['pages that are no power of two', (session: PerfSession) => session.map(session.open(attributes({}), 0, -1), 3)],
  ['an event without a ring', (session: PerfSession) => session.drain(session.open(attributes({}), 0, -1), room())],
  ['room for less than a record', (session: PerfSession) => session.drain(mapped(session), new Uint8Array(4096))],
  ['a closed event', (session: PerfSession) => closeTwice(session)],
])('%s is a TypeError', (_, act) => {
  expect(thrownBy(() => act(newSession())).name).toBe('TypeError');
});

const room = (): Uint8Array => new Uint8Array(65_536);

function mapped(session: PerfSession): ReturnType<PerfSession['open']> {
  const event = session.open(attributes({}), 0, -1);
  session.map(event, 1);
  return event;
}

function closeTwice(session: PerfSession): void {
  const event = session.open(attributes({}), 0, -1);
  session.closeEvent(event);
  session.closeEvent(event);
}

test('every fault is one record in the ring, and read(2) counts the same', () => {
  const session = newSession();
  const event = session.open(attributes({ flags: disabled }), 0, -1);
  // Holds 10,922 records, and is less than a user without rights may lock.
  session.map(event, 64);
  session.enable(event);
  touch(10_007);
  session.disable(event);
  const counted = new BigUint64Array(1);
  expect(session.read(event, counted)).toBe(1);
  const buffer = new Uint8Array(64 * 4096);
  const length = session.drain(event, buffer);
  expect(length).toBe(Number(counted[0]) * 24);
  expect(Number(counted[0])).toBeGreaterThanOrEqual(10_007);
  expect(session.drain(event, buffer)).toBe(0);
});

test('an event that shares the ring of another writes into it under its own id', () => {
  const session = newSession();
  const owner = session.open(attributes({ flags: disabled }), 0, -1);
  const guest = session.open(attributes({ flags: disabled }), 0, -1);
  session.map(owner, 16);
  session.redirect(guest, owner);
  session.enable(guest);
  touch(101);
  session.disable(guest);
  const buffer = room();
  const length = session.drain(owner, buffer);
  const view = new DataView(buffer.buffer);
  const ids = new Set(Array.from({ length: length / 24 }, (_, row) => view.getBigUint64(row * 24 + 8, true)));
  expect([...ids]).toEqual([session.id(guest)]);
  expect(length).toBeGreaterThanOrEqual(101 * 24);
});

test('a ring that reaches its watermark wakes the event loop, once for many records', async () => {
  const wakeUps = new EventEmitter();
  const session = newSession(() => wakeUps.emit('wake'));
  const event = session.open(attributes({ flags: disabled, watermark: 24 * 50 }), 0, -1);
  session.map(event, 16);
  session.watch(event);
  await once(wakeUps, 'wake');
  session.enable(event);
  touch(1009);
  session.disable(event);
  await once(wakeUps, 'wake');
  expect(session.drain(event, room())).toBeGreaterThanOrEqual(1009 * 24);
  const silence = new Promise((resolve) => setTimeout(() => resolve('silence'), 50));
  expect(await Promise.race([once(wakeUps, 'wake'), silence])).toBe('silence');
});

test('an event whose process has ended hangs up once, after the first turn, and does not spin the loop', () => {
  const script = join(import.meta.dirname, '../test/hang-up.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8', timeout: 20_000 });
  expect({ stdout, stderr }).toEqual({ stdout: 'hung up 1, wake-ups 2\n', stderr: '' });
});

test('close gives back every descriptor and mapping, and may be called twice', () => {
  const before = perfDescriptors();
  const session = newSession();
  for (let round = 0; round < 10; round += 1) mapped(session);
  expect(perfDescriptors()).toBe(before + 10);
  session.close();
  session.close();
  expect(perfDescriptors()).toBe(before);
  expect(thrownBy(() => session.open(attributes({ config: dummy }), 0, -1)).name).toBe('TypeError');
});

test.each([
  ['a session that nobody holds is closed by the garbage collector', 'collected'],
  ['a worker that is stopped leaves no descriptor', 'worker'],
  ['a closed session does not keep the process alive', 'closed'],
  ['what the wake-up throws is an uncaught exception', 'throwing'],
])('%s', (_, scene) => {
  const script = join(import.meta.dirname, '../test/life-cycle.mjs');
  const words = ['--expose-gc', script, scene];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 20_000 });
  expect({ stdout, stderr, status }).toEqual({ stdout: 'as expected\n', stderr: '', status: 0 });
});
