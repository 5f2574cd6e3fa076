import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Duplex } from 'node:stream';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { findProgram } from './find-program.ts';

/** How a command ended: its exit status, or 128 plus the signal that killed it. */
export interface CommandEnd {
  readonly status: number;
  readonly signal: string | null;
}

export interface HoldOptions {
  /** Where the command's stdout goes: our own, or stderr when ours is for a document alone. */
  readonly stdout: 'inherit' | 'stderr';
}

/** A command that has been started but waits, as a shell, for `release` before its exec. */
export interface HeldCommand {
  readonly tgid: number;
  /** Lets the exec happen. */
  release(): void;
  readonly ended: Promise<CommandEnd>;
  /** Sends `first` (null: it has been told already), after a while SIGTERM, at last SIGKILL, until it has ended. */
  end(first: 'SIGINT' | 'SIGTERM' | null): Promise<CommandEnd>;
}

/**
 * It says on descriptor 3 that it is there, waits for a line, closes the descriptor and becomes the command. When we
 * die before that it reads the end of the file instead and is gone.
 */
const script = 'echo >&3; read -r _ <&3 || exit 125; exec 3<&-; exec "$@"';
const patienceMilliseconds = 3000;

/** Starts `words` held. The Problems are those of a shell: 127 not found, 126 not executable. */
export async function holdCommand(words: readonly string[], { stdout }: HoldOptions): Promise<Result<HeldCommand>> {
  const program = findProgram(words[0] ?? '');
  if (!program.ok) return program;
  const [file = '', ...rest] = [...diesWithUs(), '/bin/sh', '-c', script, 'sh', ...words];
  const child = spawn(file, rest, { stdio: ['inherit', stdout === 'inherit' ? 'inherit' : 2, 'inherit', 'pipe'] });
  const ended = endOf(child);
  const gate = child.stdio[3] as Duplex;
  // A command that ends before it is released breaks the pipe; `ended` tells it.
  gate.on('error', () => undefined);
  const isThere = await Promise.race([once(gate, 'data'), ended.then(() => false, () => false)]);
  if (!isThere || child.pid === undefined) return err(notStarted(words[0] ?? ''));
  return ok({ tgid: child.pid, release: () => open(gate), ended, end: (first) => end(child, ended, first) });
}

// After the exec as well: a profiler that is killed leaves no command behind. see: PR_SET_PDEATHSIG, prctl(2)
function diesWithUs(): readonly string[] {
  const words = ['setpriv', '--pdeathsig', 'TERM'];
  const [file = '', ...rest] = [...words, 'true'];
  return spawnSync(file, rest, { stdio: 'ignore' }).status === 0 ? words : [];
}

function open(gate: Duplex): void {
  gate.end('\n');
  gate.resume();
}

function once(gate: Duplex, event: 'data'): Promise<boolean> {
  return new Promise((resolve) => gate.once(event, () => resolve(true)));
}

function endOf(child: ChildProcess): Promise<CommandEnd> {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ status: 125, signal: null }));
    child.once('exit', (code, signal) => {
      const number = signal === null ? 0 : 128 + constants.signals[signal];
      resolve({ status: code ?? number, signal });
    });
  });
}

async function end(child: ChildProcess, ended: Promise<CommandEnd>, first: NodeJS.Signals | null): Promise<CommandEnd> {
  if (hasEnded(child)) return ended;
  for (const signal of new Set([first, 'SIGTERM', 'SIGKILL'] as const)) {
    if (signal !== null) child.kill(signal);
    if (await endsSoon(ended)) break;
  }
  return ended;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

async function endsSoon(ended: Promise<CommandEnd>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMilliseconds);
  });
  const soon = await Promise.race([ended.then(() => true), late]);
  clearTimeout(timer);
  return soon;
}

const notStarted = (name: string): ReturnType<typeof problem> =>
  problem('command-not-started', {
    what: `cannot run ${name}`,
    why: 'the shell that was to hold it ended at once',
    fix: 'check that /bin/sh works and that processes may still be started (ulimit -u)',
  });
