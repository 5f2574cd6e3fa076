// Builds a workload with the host's C compiler, once for each content and set of flags.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, lstat, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';

type CompilerError = Error & { code?: unknown; stderr?: string };

const run = promisify(execFile);
const sources = fileURLToPath(new URL('../c/', import.meta.url));

export interface Build {
  /** Name of a file in c/, without `.c`. */
  readonly program: string;
  readonly framePointers: boolean;
  /** Line tables for the tools that print file and line. */
  readonly debug?: boolean;
  /** Names of functions that the source leaves open, such as HOT_FUNCTION. */
  readonly defines?: Readonly<Record<string, string>>;
}

/** The path of the built program, in a private folder of this user's under the temp folder. */
export async function compile(build: Build): Promise<Result<string>> {
  const flags = flagsOf(build);
  const source = join(sources, `${build.program}.c`);
  const cache = await privateFolder();
  if (!cache.ok) return cache;
  const built = join(cache.value, `${build.program}-${await hashOf(source, flags)}`);
  if (await isExecutable(built)) return ok(built);
  return compileTo(built, source, flags);
}

// Identical functions would be folded into one and tail calls would drop a frame: the names are the truth here.
function flagsOf(build: Build): string[] {
  // A leaf that touches no stack has none even so: gcc drops it again in ix86_finalize_stack_frame_flags.
  const kept = ['-fno-omit-frame-pointer', '-mno-omit-leaf-frame-pointer'];
  const pointers = build.framePointers ? kept : ['-fomit-frame-pointer'];
  const defines = Object.entries(build.defines ?? {}).map(([name, value]) => `-D${name}=${value}`);
  const language = ['-std=gnu11', '-D_GNU_SOURCE', '-pthread', '-Wall', '-Wextra', '-Werror'];
  const honest = ['icf', 'cp', 'sra'].map((pass) => `-fno-ipa-${pass}`);
  honest.push('-fno-optimize-sibling-calls', '-fno-partial-inlining');
  return [...language, '-O2', ...(build.debug === true ? ['-g'] : []), ...honest, ...pointers, ...defines];
}

async function hashOf(source: string, flags: readonly string[]): Promise<string> {
  const headers = (await readdir(sources)).filter((name) => name.endsWith('.h')).sort();
  const paths = [source, ...headers.map((name) => join(sources, name))];
  const texts = await Promise.all(paths.map((path) => readFile(path)));
  const hash = createHash('sha256').update(flags.join('\0'));
  for (const text of texts) hash.update(text);
  return hash.digest('hex').slice(0, 16);
}

// Programs in it are run, by root too: nobody else may own or write it.
async function privateFolder(): Promise<Result<string>> {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `ai-perf-workloads-${uid}`);
  await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
  // A link that somebody else has laid here first would lead root elsewhere: lstat, not stat.
  const status = await lstat(folder).catch(() => null);
  if (status?.isDirectory() === true && status.uid === uid && (status.mode & 0o022) === 0) return ok(folder);
  return err(
    problem('unsafe-folder', {
      what: `will not run programs from ${folder}`,
      why: 'it is not a folder that only this user can write',
      fix: 'remove it, or set TMPDIR to a folder of your own',
    }),
  );
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function compileTo(built: string, source: string, flags: readonly string[]): Promise<Result<string>> {
  // Two runs may build the same program at once: each writes its own file, and the rename is atomic.
  const partial = `${built}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await run('gcc', [...flags, source, '-o', partial], { env: { ...process.env, LC_ALL: 'C' } });
    await chmod(partial, 0o755);
    await rename(partial, built);
    return ok(built);
  } catch (thrown) {
    return err(compilerProblem(source, thrown as CompilerError));
  }
}

function compilerProblem(source: string, thrown: CompilerError): Problem {
  if (thrown.code === 'ENOENT') {
    return problem('no-compiler', {
      what: `cannot build ${source}`,
      why: 'gcc is not installed',
      fix: 'sudo apt-get install -y gcc libc6-dev',
    });
  }
  return problem('compile-failed', {
    what: `cannot build ${source}`,
    why: thrown.stderr?.trim() || thrown.message,
    fix: 'read the compiler message',
  });
}
