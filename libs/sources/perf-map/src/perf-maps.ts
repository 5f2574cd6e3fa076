import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';
import type { ModuleFiles } from '@ai-perf/core-model';
import { err, isSystemError, ok, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { viewProcess } from './process-view.ts';
import type { ProcessView } from './process-view.ts';

export type PerfMaps = Pick<ModuleFiles, 'readPerfMap'>;

const maxBytes = 256 * 2 ** 20;
/** `btime` counts whole seconds, and moves when the wall clock is set. see: proc_stat(5) */
const startSlackMilliseconds = 2000;

/** Remembers what it saw of a process, so that its map can still be judged when the process is gone. */
export function createPerfMaps(): PerfMaps {
  const seen = new Map<number, ProcessView>();
  return {
    readPerfMap: (tgid) => {
      const view = viewProcess(tgid) ?? seen.get(tgid);
      if (view !== undefined) seen.set(tgid, view);
      return readFirst(tgid, view);
    },
  };
}

function readFirst(tgid: number, view: ProcessView | undefined): Result<Uint8Array> {
  const name = `tmp/perf-${view?.namespacePid ?? tgid}.map`;
  const inside = readMap(`/proc/${tgid}/root/${name}`, view);
  return inside.ok || inside.problem.code !== 'perf-map-missing' ? inside : readMap(`/${name}`, view);
}

function readMap(path: string, view: ProcessView | undefined): Result<Uint8Array> {
  try {
    // Anyone may put a FIFO or a link into /tmp: neither is waited for nor followed.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const stats = fstatSync(descriptor);
      const why = whyNotTrusted(stats, view);
      return why === null ? ok(readBytes(descriptor, Math.min(stats.size, maxBytes))) : err(untrusted(path, why));
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    return err(thrown.code === 'ELOOP' ? untrusted(path, 'it is a symbolic link') : missing(path, thrown.code));
  }
}

function whyNotTrusted(stats: Stats, view: ProcessView | undefined): string | null {
  if (!stats.isFile()) return 'it is not a regular file';
  const owners = [0, process.geteuid?.(), view?.uid];
  if (!owners.includes(stats.uid)) return `it belongs to user ${stats.uid}, not to the process's user`;
  const stale = view !== undefined && stats.mtimeMs < view.startedAtMilliseconds - startSlackMilliseconds;
  return stale ? 'it is older than the process: another one of the same number left it' : null;
}

function readBytes(descriptor: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, bytes, filled, length - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

const missing = (path: string, code: string): Problem =>
  problem('perf-map-missing', {
    what: 'code made by a just-in-time compiler has no names',
    why: `${path}: ${code}`,
    fix: 'run it with a perf map: node --perf-basic-prof, jcmd PID Compiler.perfmap, python -X perf',
  });

const untrusted = (path: string, why: string): Problem =>
  problem('perf-map-untrusted', {
    what: 'code made by a just-in-time compiler has no names',
    why: `${path} is not used: ${why}`,
    fix: `remove ${path} and restart the program`,
  });
