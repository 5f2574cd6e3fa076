// A cgroup tree of plain files: the formats are the kernel's, the place is a temporary folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CgroupTree } from '../src/trees.ts';

const made: string[] = [];

type Files = Readonly<Record<string, string>>;

export function fakeTree(version: 1 | 2, controllers: readonly string[], files: Files): CgroupTree {
  const mountPoint = mkdtempSync(join(tmpdir(), 'cgroup-'));
  made.push(mountPoint);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(mountPoint, path)), { recursive: true });
    writeFileSync(join(mountPoint, path), text);
  }
  return { version, controllers, mountPoint, root: '/' };
}

export function removeFakeTrees(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
}
