import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { downloadKernel } from './apt.ts';
import { cacheFolder, kernelIn } from './cache.ts';
import type { KernelTree } from './cache.ts';
import { kernelLines } from './kernel-line.ts';

const execute = promisify(execFile);

/** The kernel of a line (`6.1`), from the cache or fetched into it. Pinned once fetched, until the cache is deleted. */
export async function kernelOf(wanted: string, say: (text: string) => void): Promise<Result<KernelTree>> {
  const line = kernelLines.find((known) => known.line === wanted);
  if (line === undefined) return err(unknownLine(wanted));
  const cache = cacheFolder();
  const place = join(cache, `kernel-${wanted}`);
  const cached = existsSync(place) ? kernelIn(place, wanted) : null;
  if (cached !== null) return ok(cached);
  // Unpacked beside and renamed: a cut download never looks like a kernel.
  const beside = mkdtempSync(join(cache, 'fetch-'));
  try {
    const name = await downloadKernel(line, beside, say);
    if (!name.ok) return name;
    await unpack(beside);
    rmSync(place, { recursive: true, force: true });
    renameSync(join(beside, 'tree'), place);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  const fetched = kernelIn(place, wanted);
  if (fetched === null) throw new Error(`the package of kernel ${wanted} holds no kernel`);
  return ok(fetched);
}

async function unpack(folder: string): Promise<void> {
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (archive === undefined) throw new Error('apt-get download left no package');
  const tree = join(folder, 'tree');
  await execute('dpkg-deb', ['-x', join(folder, archive), tree]);
  const modules = ['lib/modules', 'usr/lib/modules'].map((path) => join(tree, path)).find(existsSync) ?? '';
  const version = readdirSync(modules)[0] ?? '';
  const base = modules.slice(0, -'/lib/modules'.length);
  await execute('busybox', ['depmod', '-b', base, version]).catch(() => execute('depmod', ['-b', base, version]));
}

const unknownLine = (wanted: string): ReturnType<typeof usageProblem> =>
  usageProblem('unknown-kernel', {
    what: `kernel ${wanted} is not known`,
    why: `there are ${kernelLines.map(({ line }) => line).join(', ')}`,
    fix: 'npm run guest -- --kernel 6.1 COMMAND',
  });
