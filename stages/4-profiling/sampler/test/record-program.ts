// `record` as a program of its own, started by tests that send it signals.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Recorder {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<Ended>;
}

/**
 * Bundles the sources, so that a test needs no build. The folder is inside of the tree, since the loader of the addon
 * looks for its package from where the bundle lies, and may be entered by other users.
 */
export async function bundleRecord(): Promise<{ readonly folder: string; readonly path: string }> {
  const folder = mkdtempSync(join(import.meta.dirname, '../../../../node_modules/.record-'));
  chmodSync(folder, 0o755);
  const path = join(folder, 'record.mjs');
  // commander is CommonJS and asks for node:events with require().
  const js = "import { createRequire as from } from 'node:module'; const require = from(import.meta.url);";
  await build({
    entryPoints: [join(import.meta.dirname, 'record-entry.ts')],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@ai-perf/source'],
    banner: { js },
  });
  return { folder, path };
}

/** Starts it in a process group of its own, as a shell would. */
export function startRecord(path: string, words: readonly string[]): Recorder {
  const child = spawn(process.execPath, [path, ...words], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, out, err }));
  return { process: child, pid: child.pid as number, ended };
}

const patienceMilliseconds = 20_000;

/** Looks again and again until there is something. */
export async function until<T>(look: () => T | null): Promise<T> {
  const deadline = Date.now() + patienceMilliseconds;
  for (;;) {
    const found = look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error('it did not happen within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Resolves when the process holds perf events: it is recording. */
export const isRecording = (pid: number): Promise<true> =>
  until(() => (descriptorsOf(pid).some((link) => link.includes('perf_event')) ? true : null));

function descriptorsOf(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      return '';
    }
  });
}

/** The child of a recorder once it is the command and no longer the shell that held it. */
export const commandOf = (pid: number, comm: string): Promise<number> =>
  until(() => childrenOf(pid).find((child) => commOf(child) === comm) ?? null);

// Either file is gone with its process.
function childrenOf(pid: number): readonly number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

const commOf = (pid: number): string => textOf(`/proc/${pid}/comm`).trim();

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
