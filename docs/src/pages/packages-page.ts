import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFile, isFolder, root } from '../links/tree.ts';
import type { Page } from './code-pages.ts';
import { cell, frontMatter } from './front-matter.ts';

const groups: readonly (readonly [title: string, parents: readonly string[]])[] = [
  ['Core', ['libs/core']],
  ['Native addons', ['native']],
  ['Sources', ['libs/sources']],
  ['Analysis', ['libs/analysis']],
  ['Views', ['libs/views']],
  ['Tools and the agent', foldersOf('stages')],
  ['Workshop: set-up, builders, benches, checks', ['tools']],
];

/** Every package with its sentence and its README, under its layer. */
export function packagesPage(): Page {
  const sections = groups.flatMap(([title, parents]) => {
    const rows = parents.flatMap(foldersOf).filter((folder) => isFile(join(root, folder, 'package.json'))).map(row);
    return rows.length === 0 ? [] : [`## ${title}`, ['| package | what it is |', '|---|---|', ...rows].join('\n')];
  });
  // The links start at the root, so the page says that it lies there.
  const head = frontMatter({ origin: 'packages.md' });
  return { path: 'packages.md', markdown: `${[head, '# Packages', ...sections].join('\n\n')}\n` };
}

function row(folder: string): string {
  const { description = '' } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    description?: string;
  };
  const name = isFile(join(root, folder, 'README.md')) ? `[${folder}](${folder}/README.md)` : folder;
  return `| ${name} | ${cell(description)} |`;
}

function foldersOf(parent: string): string[] {
  const full = join(root, parent);
  if (!isFolder(full)) return [];
  const names = readdirSync(full).sort();
  return names.map((name) => `${parent}/${name}`).filter((folder) => isFolder(join(root, folder)));
}
