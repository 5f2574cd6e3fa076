// Processes that are joined in a way that is known, beside ones that are not.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import { expect, onTestFinished, test } from 'vitest';
import { clock, useSteppers } from '../../test/steppers.ts';
import { openSession } from '../session.ts';
import { findPeerLinks } from './peer-links.ts';
import type { PeerLink } from './peer-links.ts';

const start = useSteppers();
const linksOf = (...tgids: number[]): readonly PeerLink[] => findPeerLinks(unwrap(openSession(clock)), tgids).links;
const ascending = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

test('a pair that talks through pipes is linked by them, and to nobody else', async () => {
  const [stepper, stranger] = [await start(), await start()];
  const child = (await stepper.tell('ping-pong', 3)).child as number;
  const kinds = linksOf(stepper.pid, child, stranger.pid).filter(({ kind }) => kind === 'pipe');
  expect(kinds).toEqual([{ tgids: ascending(stepper.pid, child), kind: 'pipe' }]);
});

test.each(['eventfd', 'fifo'] as const)('a shared %s is a link', async (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stepper = await start({ env: { STEPPER_FILE: join(folder, 'named') } });
  const child = (await stepper.tell(kind, 1)).child as number;
  expect(linksOf(child, stepper.pid)).toEqual([{ tgids: ascending(stepper.pid, child), kind }]);
});

// Node gives a child its standard streams as socketpairs.
test('a socketpair joins a process with its child', async () => {
  const [stepper, stranger] = [await start(), await start()];
  expect(linksOf(process.pid, stepper.pid)).toEqual([{ tgids: ascending(process.pid, stepper.pid), kind: 'unix' }]);
  expect(linksOf(stepper.pid, stranger.pid)).toEqual([]);
});

test('a TCP connection on this host joins its two ends', async () => {
  const server = createServer((socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const script = `require('net').connect(${port}, '127.0.0.1').resume()`;
  const client = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  await new Promise((resolve) => server.once('connection', resolve));
  expect(linksOf(process.pid, client.pid as number)).toEqual([
    { tgids: ascending(process.pid, client.pid as number), kind: 'tcp' },
  ]);
  client.kill('SIGKILL');
  server.close();
});

test('a process that is gone has no links and is no limit', () => {
  expect(findPeerLinks(unwrap(openSession(clock)), [2 ** 22 + 1, process.pid])).toEqual({ links: [], limits: [] });
});
