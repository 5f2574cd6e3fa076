import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'elf-bed-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let built = 0;

/** Path of a program or library made of C text, in a folder that goes when the process ends. */
export function compileC(text: string, flags: readonly string[] = []): string {
  built += 1;
  const source = join(folder, `program-${built}.c`);
  const output = join(folder, `program-${built}`);
  writeFileSync(source, text);
  execFileSync('gcc', ['-o', output, source, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
  return output;
}

/** Which of the tools are not installed, as a reason to skip: `gcc, nm not installed`; empty where all are. */
export function missingTools(...tools: readonly string[]): string {
  const missing = tools.filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error !== undefined);
  return missing.length === 0 ? '' : `${missing.join(', ')} not installed`;
}
