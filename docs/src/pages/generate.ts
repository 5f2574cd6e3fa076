import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { docs, repositoryPath } from '../links/tree.ts';
import type { Document, Page } from './code-pages.ts';
import { codePages } from './code-pages.ts';
import { packagesPage } from './packages-page.ts';
import { documentsOfTheRoot } from './root-pages.ts';
import type { ToolPageParts } from './tool-page.ts';
import { toolIndex, toolPage } from './tool-page.ts';

const folders = ['.', 'notes', 'adr'];

/** Writes docs/generated anew: the tools' pages, the documents of the root, and every file that a page links to. */
export function generate(tools: readonly ToolPageParts[]): number {
  const pages = [...documentsOfTheRoot(), packagesPage(), toolIndex(tools), ...tools.map(toolPage)];
  const all = [...pages, ...codePages([...handwritten(), ...pages.map(documentOf)])];
  const target = join(docs, 'generated');
  rmSync(target, { recursive: true, force: true });
  for (const page of all) write(join(target, page.path), page.markdown);
  return all.length;
}

/** The pages that people write. */
export function handwritten(): Document[] {
  const files = folders.flatMap((folder) => readdirSync(join(docs, folder)).map((name) => join(docs, folder, name)));
  return files
    .filter((file) => file.endsWith('.md') && file !== join(docs, 'README.md'))
    .map((file) => ({ origin: repositoryPath(file), markdown: readFileSync(file, 'utf8') }));
}

// The links of a generated page are those of the document that its front matter names.
function documentOf({ markdown, path }: Page): Document {
  const origin = /^origin: "(.+)"$/m.exec(markdown)?.[1] ?? `docs/generated/${path}`;
  return { origin, markdown };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
