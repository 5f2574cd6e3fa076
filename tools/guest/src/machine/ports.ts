import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PortName } from './qemu-arguments.ts';

/** Connects to a port of the guest; the emulator may need a moment to listen. */
export async function connectPort(folder: string, name: PortName, signal: AbortSignal): Promise<Socket> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await connected(join(folder, `${name}.sock`));
    } catch {
      await sleep(20, undefined, { signal });
    }
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // Half-open: an end of what we send is not the end of what we hear.
    const socket = createConnection({ path, allowHalfOpen: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Resolves to the next line; rejects when `signal` says that none will come. */
export type LineReader = (signal: AbortSignal) => Promise<string>;

/** Hands out the lines of a stream one by one. */
export function lineReader(socket: Socket): LineReader {
  const lines: string[] = [];
  let rest = '';
  let wake = (): void => undefined;
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    wake();
  });
  return async (signal) => {
    for (;;) {
      const line = lines.shift();
      if (line !== undefined) return line;
      await new Promise<void>((resolve, reject) => {
        wake = resolve;
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        if (signal.aborted) reject(signal.reason as Error);
      });
    }
  };
}
