// npm run sync: writes each package's dependencies and tsconfig references from what its sources import.
// With --check it writes nothing and fails when something would change (part of lint).
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { nameOf, packageFolders, root, sourceRootOf } from './packages.mjs';

const check = process.argv.includes('--check');
const folders = packageFolders();
const folderOf = new Map(folders.map((folder) => [nameOf(folder), folder]));
const stale = [];

for (const folder of folders) syncPackage(folder);
sync('tsconfig.json', (old) => ({
  ...old,
  files: [],
  references: folders.filter(isTypeScript).map((folder) => ({ path: folder })),
}));
finish();

function syncPackage(folder) {
  const built = new Set();
  const used = new Set();
  for (const file of sourceFiles(folder)) {
    const wanted = importsOf(file).filter((name) => folderOf.has(name) && name !== nameOf(folder));
    for (const name of wanted) {
      used.add(name);
      if (!isTest(file)) built.add(name);
    }
  }
  sync(`${folder}/package.json`, (old) => withDependencies(old, used));
  if (!isTypeScript(folder)) return;
  const references = [...built].sort().map((name) => ({ path: relative(folder, folderOf.get(name)) }));
  sync(`${folder}/tsconfig.json`, (old) => ({ ...old, references }));
}

function withDependencies(old, used) {
  const others = Object.entries(old.dependencies ?? {}).filter(([name]) => !name.startsWith('@ai-perf/'));
  const ours = [...used].sort().map((name) => [name, '*']);
  const dependencies = Object.fromEntries([...ours, ...others].sort(([a], [b]) => a.localeCompare(b)));
  const { dependencies: _, ...rest } = old;
  return Object.keys(dependencies).length === 0 ? rest : { ...rest, dependencies };
}

function isTypeScript(folder) {
  return existsSync(join(root, folder, 'tsconfig.json'));
}

function isTest(file) {
  return /\.(test|bench)\.m?[jt]s$/.test(file);
}

function sourceFiles(folder) {
  const inside = join(root, folder, sourceRootOf(folder));
  if (!existsSync(inside)) return [];
  return readdirSync(inside, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?[jt]s$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function importsOf(file) {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);
}

function sync(path, change) {
  const full = join(root, path);
  const before = existsSync(full) ? readFileSync(full, 'utf8') : '{}';
  const after = `${JSON.stringify(change(JSON.parse(before)), null, 2)}\n`;
  if (before === after) return;
  stale.push(path);
  if (!check) writeFileSync(full, after);
}

function finish() {
  if (stale.length === 0) return;
  console.error(`${check ? 'out of date, run npm run sync' : 'written'}:\n  ${stale.join('\n  ')}`);
  if (check) process.exit(1);
}
