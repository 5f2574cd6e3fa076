import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nameOf, packageFolders } from '../../workspace/packages.mjs';
import { trackedFiles } from './tracked-files.mjs';

/** What lint said of a tree. */
export interface LintReport {
  readonly status: number | null;
  /** The broken rules of each file that has any, by path. */
  readonly broken: ReadonlyMap<string, readonly string[]>;
  readonly said: string;
}

/** A copy of this checkout that a test may spoil: its own files and package links, everybody's third-party packages. */
export interface TreeCopy {
  readonly folder: string;
  write(path: string, text: string): void;
  delete(path: string): void;
  /** Lints these paths of the copy as `npm run lint` would: through Nx, with a project graph of its own. */
  lint(...paths: string[]): LintReport;
  remove(): void;
}

export function copyTree(root: string): TreeCopy {
  const folder = mkdtempSync(join(tmpdir(), 'ai-perf-tree-'));
  for (const path of trackedFiles(root)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { verbatimSymlinks: true });
  }
  linkPackages(root, folder);
  return {
    folder,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    delete: (path) => rmSync(join(folder, path)),
    lint: (...paths) => lint(folder, paths),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

// Our own packages are linked to the copy, or the copy would be judged by the sources of the original.
function linkPackages(root: string, folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@ai-perf'), { recursive: true });
  const installed = readdirSync(join(root, 'node_modules')).filter((name) => name !== '@ai-perf' && name !== '.cache');
  for (const name of installed) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  for (const name of packageFolders(folder)) symlinkSync(join(folder, name), join(modules, nameOf(name)));
}

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null }[];
}

function lint(folder: string, paths: readonly string[]): LintReport {
  const words = ['run', 'ai-perf-agent:lint', '--', 'eslint', '--', '--format', 'json', ...paths];
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_SKIP_NX_CACHE: 'true' };
  const nx = join(folder, 'node_modules/nx/dist/bin/nx.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [nx, ...words], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const report = stdout.split('\n').find((line) => line.startsWith('[{'));
  return { status, broken: report === undefined ? new Map() : rulesByPath(folder, report), said: stdout + stderr };
}

function rulesByPath(folder: string, report: string): ReadonlyMap<string, readonly string[]> {
  const files = (JSON.parse(report) as LintedFile[]).filter((file) => file.messages.length > 0);
  return new Map(
    files.map(({ filePath, messages }) => [
      filePath.slice(folder.length + 1),
      messages.map(({ ruleId }) => ruleId ?? 'syntax'),
    ]),
  );
}
