import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { cacheFolder } from '../image/cache.ts';
import type { KernelTree } from '../image/cache.ts';
import { writeInitramfs } from '../image/initramfs.ts';
import { commandScript } from './command-script.ts';
import { connectPort, lineReader } from './ports.ts';
import type { LineReader } from './ports.ts';
import { qemuArguments } from './qemu-arguments.ts';
import type { MachineShape } from './qemu-arguments.ts';
import { StreamEnd } from './stream-end.ts';

/** What a command in the guest is connected to. Without `stdin` it reads an end of file. */
export interface GuestCommand {
  readonly words: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin?: Readable;
  readonly stdout: (bytes: Buffer) => void;
  readonly stderr: (bytes: Buffer) => void;
  readonly timeoutMs: number;
}

const bootLimitMs = 120_000;
const program = 'qemu-system-x86_64';

/** A booted guest. Commands run one after another, each in the caller's folder, as root. */
export class Guest {
  readonly #folder: string;
  readonly #emulator: ChildProcess;
  readonly #dead = new AbortController();
  #control: Socket | null = null;
  #nextLine: LineReader = () => Promise.reject(new Error('not booted'));

  private constructor(folder: string, emulator: ChildProcess) {
    this.#folder = folder;
    this.#emulator = emulator;
    emulator.once('exit', () => this.#dead.abort(new Error('the emulator ended')));
    emulator.once('error', (error) => this.#dead.abort(error));
  }

  static async boot(kernel: KernelTree, shape: MachineShape, stop?: AbortSignal): Promise<Result<Guest>> {
    const folder = mkdtempSync(join(cacheFolder(), 'run-'));
    const image = writeInitramfs(kernel, shape.writable, join(folder, 'initramfs.gz'));
    if (!image.ok) {
      rmSync(folder, { recursive: true, force: true });
      return image;
    }
    // The emulator dies with us, even by SIGKILL. see: PR_SET_PDEATHSIG of prctl(2)
    const words = ['--pdeathsig', 'KILL', program, ...qemuArguments(kernel, shape, folder)];
    const emulator = spawn('setpriv', words, { stdio: ['ignore', 'ignore', 'pipe'] });
    const guest = new Guest(folder, emulator);
    const limit = limitOf(bootLimitMs, stop === undefined ? [guest.#dead.signal] : [guest.#dead.signal, stop]);
    let complaint = '';
    emulator.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
    try {
      await guest.#ready(limit.signal);
      return ok(guest);
    } catch {
      const why = complaint.trim().split('\n').at(-1) ?? '';
      const failed = problem('guest-did-not-boot', {
        what: `the guest with kernel ${kernel.line} did not boot`,
        why: `${why === '' ? 'it never said that it is ready' : why}\n${guest.consoleTail()}`,
        fix: `apt-get install --no-install-recommends qemu-system-x86 busybox-static`,
      });
      await guest.close();
      return err(failed);
    } finally {
      limit.clear();
    }
  }

  async #ready(signal: AbortSignal): Promise<void> {
    this.#control = await connectPort(this.#folder, 'control', signal);
    this.#nextLine = lineReader(this.#control);
    while ((await this.#nextLine(signal)) !== 'ready');
  }

  /** Runs one command and resolves to its exit status (128 + signal when killed). */
  async run(command: GuestCommand): Promise<Result<number>> {
    const token = randomUUID();
    const script = join(this.#folder, `${token}.sh`);
    writeFileSync(script, commandScript(command.words, command.folder, command.env));
    const limit = limitOf(command.timeoutMs, [this.#dead.signal]);
    const { signal } = limit;
    const sockets: Socket[] = [];
    try {
      const [stdin, stdout, stderr] = [
        await connectPort(this.#folder, 'stdin', signal),
        await connectPort(this.#folder, 'stdout', signal),
        await connectPort(this.#folder, 'stderr', signal),
      ];
      sockets.push(stdin, stdout, stderr);
      const output = Promise.all([
        passOn(stdout, token, command.stdout, signal),
        passOn(stderr, token, command.stderr, signal),
      ]);
      output.catch(() => undefined);
      stdin.write(`${token}\n`);
      if (command.stdin === undefined) stdin.end();
      else command.stdin.pipe(stdin);
      stdin.on('error', () => undefined);
      this.#control?.write(`${token} ${script}\n`);
      await output;
      command.stdin?.unpipe(stdin);
      stdin.destroy();
      return ok(Number(await this.#nextLine(signal)));
    } catch {
      return err(this.#cut(command.timeoutMs));
    } finally {
      limit.clear();
      for (const socket of sockets) socket.destroy();
      rmSync(script, { force: true });
    }
  }

  #cut(timeoutMs: number): ReturnType<typeof problem> {
    const why = this.#dead.signal.aborted ? 'the guest died' : `it did not end within ${timeoutMs / 1000} s`;
    return problem('guest-command-cut', {
      what: 'the command in the guest was cut off',
      why: `${why}; the end of its console:\n${this.consoleTail()}`,
      fix: 'a longer --timeout, or --cpus 1 for function tracers',
    });
  }

  /** The last lines that the guest's kernel printed. */
  consoleTail(lines = 25): string {
    return this.console().trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** All that the guest's kernel printed. */
  console(): string {
    try {
      return readFileSync(join(this.#folder, 'console.log'), 'latin1');
    } catch {
      return '';
    }
  }

  async close(): Promise<void> {
    this.#control?.destroy();
    if (this.#emulator.exitCode === null && this.#emulator.signalCode === null && this.#emulator.pid !== undefined) {
      const gone = once(this.#emulator, 'exit');
      this.#emulator.kill('SIGKILL');
      await gone;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

interface Limit {
  readonly signal: AbortSignal;
  clear(): void;
}

// Node 20 may collect AbortSignal.any() over AbortSignal.timeout() while it is waited for; a timer of our own stays.
function limitOf(milliseconds: number, others: readonly AbortSignal[]): Limit {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Error('the time is up')), milliseconds);
  for (const other of others) {
    other.addEventListener('abort', () => stop.abort(other.reason), { once: true, signal: stop.signal });
    if (other.aborted) stop.abort(other.reason);
  }
  return { signal: stop.signal, clear: () => clearTimeout(timer) };
}

function passOn(socket: Socket, token: string, pass: (bytes: Buffer) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = new StreamEnd(token, pass, resolve);
    socket.on('data', (bytes: Buffer) => stream.push(bytes));
    socket.on('error', () => undefined);
    const die = (): void => {
      stream.flush();
      reject(signal.reason as Error);
    };
    if (signal.aborted) die();
    else signal.addEventListener('abort', die, { once: true });
  });
}
