import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root; this file lies in docs/src/links or, built, in docs/dist/links. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));
export const docs = join(root, 'docs');

// VitePress bundles its config into a file of its own, so a fixed number of `..` would not do.
function findRoot(from: string): string {
  if (existsSync(join(from, 'ARCHITECTURE.md'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('the docs must be built inside the repository');
  return findRoot(parent);
}

/** Path below the root with `/` between its parts. */
export const repositoryPath = (file: string): string => relative(root, file).split('\\').join('/');

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
