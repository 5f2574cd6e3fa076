// A started workload: what it reported, and its end.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';

export interface End {
  readonly status: number | null;
  readonly signal: string | null;
  /** Why it could not be started at all. */
  readonly error?: Error;
}

export interface Running {
  readonly pid: number;
  readonly name: string;
  /** Processes of the workload, the first included. */
  readonly pids: readonly number[];
  /** Resolves when the program has ended; never rejects. */
  readonly ended: Promise<End>;
  isAlive(): boolean;
  /** Sends a signal to the first process. Nothing happens when it has ended. */
  signal(name: NodeJS.Signals): void;
  /** Ends it, by force if it must, and gives back the truth that it reported (`{}` where it could not). */
  stop(): Promise<Readonly<Record<string, unknown>>>;
}

export interface Start {
  readonly path: string;
  readonly name: string;
  readonly arguments: readonly string[];
}

const patience = 2000;

/** Starts a workload in a session of its own. It is told its parent, and dies with it. */
export async function startProgram(start: Start): Promise<Result<Running>> {
  const child = spawn(start.path, [...start.arguments, `parent=${process.pid}`], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const ended = endOf(child);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const truth: Record<string, unknown> = {};
  const ready = readReports(child, truth);
  const early = await Promise.race([ready.then(() => null), ended]);
  if (early !== null) return err(notStarted(start.path, early));
  const pid = child.pid as number;
  return ok({
    pid,
    name: start.name,
    pids: pidsOf(truth, pid),
    ended,
    isAlive: () => !hasEnded(child),
    signal: (name) => void child.kill(name),
    stop: () => stop(child, closed).then(() => truth),
  });
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    child.once('exit', (status, signal) => resolve({ status, signal }));
    child.once('error', (error) => resolve({ status: null, signal: null, error }));
  });
}

const notStarted = (path: string, { status, signal, error }: End): Problem =>
  problem('workload-ended', {
    what: `${path} ended before it was ready`,
    why: error?.message ?? `its status is ${status ?? signal}`,
    fix: 'see what it said on stderr; where the temp folder forbids programs (noexec), set TMPDIR to another',
  });

function readReports(child: ChildProcess, truth: Record<string, unknown>): Promise<void> {
  const lines = createInterface({ input: child.stdio[3] as Readable });
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      Object.assign(truth, parse(line));
      if (truth['ready'] === true) resolve();
    });
  });
}

// A program that is killed in the middle of a line has not told its truth.
function parse(line: string): object {
  try {
    return JSON.parse(line) as object;
  } catch {
    return {};
  }
}

const pidsOf = (truth: Readonly<Record<string, unknown>>, pid: number): readonly number[] =>
  Array.isArray(truth['pids']) ? (truth['pids'] as number[]) : [pid];

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

// `close` comes after the last report has been read, `exit` may come before.
async function stop(child: ChildProcess, closed: Promise<void>): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), patience);
  await closed;
  clearTimeout(force);
}

// `detached` made it the leader of its own group, so the group's id is its pid. see: kill(2), setsid(2)
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || hasEnded(child)) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended between the look and the call.
  }
}
