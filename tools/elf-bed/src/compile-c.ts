import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Path of a program or library made of C text, built once for each text and flags. It is shared: who changes it
 * copies it first.
 */
export function compileC(text: string, flags: readonly string[] = []): string {
  const hash = createHash('sha256').update([text, ...flags].join('\0')).digest('hex').slice(0, 16);
  const built = join(privateFolder(), `program-${hash}`);
  if (existsSync(built)) return built;
  // Two runs may build the same program at once: each writes its own file, and the rename is atomic.
  const partial = `${built}.${process.pid}`;
  writeFileSync(`${partial}.c`, text);
  execFileSync('gcc', ['-o', partial, `${partial}.c`, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
  renameSync(`${partial}.c`, `${built}.c`);
  renameSync(partial, built);
  return built;
}

// Programs in it are run, by root too: nobody else may own or write it.
function privateFolder(): string {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `ai-perf-elf-bed-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const status = statSync(folder);
  if (status.uid !== uid || (status.mode & 0o022) !== 0) throw new Error(`${folder} can be written by somebody else`);
  return folder;
}

/** Which of the tools are not installed, as a reason to skip: `gcc, nm not installed`; empty where all are. */
export function missingTools(...tools: readonly string[]): string {
  const missing = tools.filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error !== undefined);
  return missing.length === 0 ? '' : `${missing.join(', ')} not installed`;
}
