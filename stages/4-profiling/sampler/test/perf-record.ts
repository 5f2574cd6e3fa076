// The judge: perf record attached to a running process, and what perf script reads out of its file.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Why perf cannot judge here; null when it can. */
export function whyNoPerf(): string | null {
  const tried = spawnSync('perf', ['record', '-o', '/dev/null', '-e', 'cpu-clock', '--', 'true'], { encoding: 'utf8' });
  if (tried.error !== undefined) return 'perf is not installed';
  return tried.status === 0 ? null : `perf record does not work here: ${tried.stderr.trim().split('\n').at(-1)}`;
}

/** One sample: function names, leaf first, and whether the leaf is kernel code. */
export interface JudgedSample {
  readonly functions: readonly string[];
  readonly inKernel: boolean;
}

export interface Judge {
  /** The samples, once the process has ended or perf was told to stop. */
  finish(): Promise<readonly JudgedSample[]>;
}

/** Attaches perf record and resolves when it is sampling. */
export async function attachPerf(tgid: number, words: readonly string[], folder: string): Promise<Judge> {
  const file = join(folder, 'perf.data');
  const control = ['--control=fd:3,4', '-D', '-1'];
  const perf = spawn('perf', ['record', '-q', '-g', '-o', file, ...control, ...words, '-p', String(tgid)], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'],
  });
  const ended = once(perf, 'exit');
  (perf.stdio[3] as Writable).write('enable\n');
  await once(perf.stdio[4] as Readable, 'data');
  return {
    finish: async () => {
      await ended;
      return readSamples(file);
    },
  };
}

function readSamples(file: string): readonly JudgedSample[] {
  // Without inlines: perf 6.1 starts an addr2line for each binary else.
  const words = ['script', '--no-inline', '-F', 'ip,sym,dso', '-i', file];
  const { stdout } = spawnSync('perf', words, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return stdout
    .split(/\n\n+/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => ({
      functions: lines.map((line) => /^\s*[0-9a-f]+ (.*) \(.*\)$/.exec(line)?.[1] ?? ''),
      inKernel: lines[0]?.includes('[kernel.kallsyms]') ?? false,
    }));
}
