import { spawnSync } from 'node:child_process';

/** What clang-format would change in `paths` (relative to `folder`); null where there is no clang-format. */
export function formatProblems(folder, paths) {
  if (paths.length === 0) return [];
  const words = ['--dry-run', '-Werror', '--style=file', ...paths];
  const { error, stderr } = spawnSync('clang-format', words, { cwd: folder, encoding: 'utf8' });
  if (error?.code === 'ENOENT') return null;
  if (error) throw error;
  const files = stderr.split('\n').flatMap((line) => /^(.+?):\d+:\d+: error: /.exec(line)?.[1] ?? []);
  return [...new Set(files)].map((path) => `${path}: not laid out; run clang-format -i ${path}`);
}
