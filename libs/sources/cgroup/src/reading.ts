import { readFileSync, readdirSync, statSync } from 'node:fs';
import { decimal, kernelFileProblem, parseCountTable } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count } from '@ai-perf/core-units';

export function readText(path: string): Result<string> {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (thrown) {
    return err(kernelFileProblem(path, thrown, 'host'));
  }
}

/** A file that holds one number; null where it is missing, forbidden or holds a word (`max`). */
export function readNumber(path: string): number | null {
  const text = readText(path);
  return text.ok && text.value.endsWith('\n') ? decimal(text.value.slice(0, -1)) : null;
}

/** A file of `name value` lines; empty where it cannot be read. */
export function readCounts(path: string): Readonly<Record<string, Count>> {
  const text = readText(path);
  return text.ok ? parseCountTable(text.value) : {};
}

/** Names of the groups right below a group; none where it is gone. */
export function childrenOf(folder: string): string[] {
  try {
    // kernfs counts the folders of a folder in its links, so a leaf need not be listed. see: fs/kernfs/inode.c
    if (statSync(folder).nlink === 2) return [];
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  } catch (thrown) {
    kernelFileProblem(folder, thrown, 'host');
    return [];
  }
}
