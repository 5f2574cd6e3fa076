import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../workspace/packages.mjs';
import { copyTree } from './tree-copy.ts';
import type { TreeCopy } from './tree-copy.ts';

const remembered = 'from the cache instead of running the command for 1 out of 1 tasks';

// The cheapest cached target: one part of lint.
function lintCommits(tree: TreeCopy): string {
  const nx = join(tree.folder, 'node_modules/nx/dist/bin/nx.js');
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'NX_SKIP_NX_CACHE');
  const env = { ...Object.fromEntries(inherited), NX_DAEMON: 'false', NX_TUI: 'false' };
  const { stdout } = spawnSync(process.execPath, [nx, 'run', 'ai-perf-agent:lint', '--', 'commits'], {
    cwd: tree.folder,
    env,
    encoding: 'utf8',
  });
  return stdout;
}

// Nx 23 keeps its cache in the home folder and shares it between clones unless cacheDirectory says otherwise.
test('a result is remembered inside its clone, and another clone of the same files runs anew', () => {
  const first = copyTree(root);
  const second = copyTree(root);
  try {
    expect(lintCommits(first)).not.toContain(remembered);
    expect(lintCommits(first)).toContain(remembered);
    expect(lintCommits(second)).not.toContain(remembered);
  } finally {
    first.remove();
    second.remove();
  }
});
