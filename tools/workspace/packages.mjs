// The one place that knows how a folder becomes a package: its name, layer and source root.
// new-package, sync and the Nx plugin all read it, so a package cannot lie about where it stands.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const layerOfFolder = [
  [/^libs\/core\/[^/]+$/, 'core'],
  [/^libs\/sources\/[^/]+$/, 'source'],
  [/^libs\/analysis\/[^/]+$/, 'analysis'],
  [/^libs\/views\/[^/]+$/, 'view'],
  [/^native\/[^/]+$/, 'native'],
  [/^stages\/[1-4]-[^/]+\/[^/]+$/, 'tool'],
  [/^stages\/5-agent\/[^/]+$/, 'agent'],
  [/^tools\/[^/]+$/, 'tooling'],
  [/^docs$/, 'docs'],
];

/** Layer of a package folder (relative to the root, POSIX slashes), or null when no package may stand there. */
export function layerOf(folder) {
  return layerOfFolder.find(([pattern]) => pattern.test(folder))?.[1] ?? null;
}

/** `libs/sources/procfs` -> `@ai-perf/sources-procfs`; a stage's tool carries its bare name: `@ai-perf/mytop`. */
export function nameOf(folder) {
  const parts = folder.split('/');
  const last = parts.at(-1);
  if (parts[0] === 'libs') return `@ai-perf/${parts[1]}-${last}`;
  if (parts[0] === 'stages' || parts[0] === 'docs') return `@ai-perf/${last}`;
  return `@ai-perf/${parts[0]}-${last}`;
}

/** Native packages keep their C++ in src/ and their TypeScript in lib/. */
export function sourceRootOf(folder) {
  return folder.startsWith('native/') ? 'lib' : 'src';
}

/** Every package folder of the workspace, sorted. */
export function packageFolders(from = root) {
  const { workspaces } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  return workspaces
    .flatMap((pattern) => expand(from, pattern))
    .filter((folder) => existsSync(join(from, folder, 'package.json')))
    .sort();
}

function expand(from, pattern) {
  if (!pattern.endsWith('/*')) return [pattern];
  const parent = pattern.slice(0, -2);
  const inside = join(from, parent);
  return existsSync(inside) ? readdirSync(inside).map((child) => `${parent}/${child}`) : [];
}
