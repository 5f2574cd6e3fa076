// The places a run makes on the host (folder, cgroups), and the keeper that removes them when the run ends or dies.
import { spawn } from 'node:child_process';
import { copyFile, link, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mapResult, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { compile } from './compile.ts';
import type { Build } from './compile.ts';
import { randomName } from './random.ts';
import type { Random } from './random.ts';
import { startProgram } from './running.ts';
import type { Running } from './running.ts';

export interface Installed {
  readonly path: string;
  readonly name: string;
}

export interface Session {
  /** A folder of its own on the disk of the temp folder, gone with the session. */
  readonly folder: string;
  readonly random: Random;
  /** Builds a workload and lays it into the folder under a name; a random one where none is given. */
  install(build: Build, name?: string): Promise<Result<Installed>>;
  /** Builds a workload and starts it under a random name. */
  start(build: Build, ...args: readonly string[]): Promise<Result<Running>>;
  /** Makes a cgroup folder that goes with the session. Throws the system's error. */
  makeCgroup(path: string): Promise<void>;
  /** Stops all that was started, then removes all that was made. */
  close(): Promise<void>;
}

/** Opens a session; the keeper starts first, so that there is never something without somebody to remove it. */
export async function openSession(random: Random): Promise<Result<Session>> {
  const built = await compile({ program: 'keeper', framePointers: false });
  if (!built.ok) return built;
  const keeper = startKeeper(built.value);
  const folder = await mkdtemp(join(tmpdir(), 'run-'));
  keeper.note(`folder ${folder}`);
  const started: Running[] = [];
  return ok({
    folder,
    random,
    install: (build, name) => install(build, folder, name ?? randomName(random)),
    start: async (build, ...args) => {
      const path = await install(build, folder, randomName(random));
      if (!path.ok) return path;
      const running = await startProgram({ ...path.value, arguments: args });
      if (running.ok) started.push(running.value);
      return running;
    },
    makeCgroup: async (path) => {
      keeper.note(`cgroup ${path}`);
      await mkdir(path);
    },
    close: async () => {
      await Promise.all(started.splice(0).map((running) => running.stop()));
      await keeper.close();
    },
  });
}

// A hard link gives the process its random name at no cost; another file system wants a copy.
async function install(build: Build, folder: string, name: string): Promise<Result<Installed>> {
  const built = await compile(build);
  const path = join(folder, name);
  if (built.ok) await link(built.value, path).catch(() => copyFile(built.value, path));
  return mapResult(built, () => ({ path, name }));
}

interface Keeper {
  note(line: string): void;
  close(): Promise<void>;
}

function startKeeper(path: string): Keeper {
  const child = spawn(path, [], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    note: (line) => void child.stdin.write(`${line}\n`),
    close: async () => {
      child.stdin.end();
      const status = await ended;
      if (status !== 0) throw new Error(`the keeper could not remove everything (status ${status})`);
    },
  };
}
