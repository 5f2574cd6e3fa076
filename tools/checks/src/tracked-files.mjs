import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

// What .gitignore names; only the walk needs it, for a tree that came as a tarball.
const built = new Set(['node_modules', 'dist', 'build', '.nx', '.git', 'reports', 'coverage', 'cache']);

/** Paths, relative to `folder`, of what belongs to the project: git's view, or a walk where there is no git. */
export function trackedFiles(folder) {
  try {
    const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
    const deleted = new Set(git(folder, ['ls-files', '-z', '--deleted']));
    return git(folder, list).filter((path) => !deleted.has(path));
  } catch {
    return walk(folder).map((path) => relative(folder, path));
  }
}

function git(folder, words) {
  const text = execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return text.split('\0').filter((path) => path !== '');
}

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (built.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}
