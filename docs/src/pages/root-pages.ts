import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../links/tree.ts';
import type { Page } from './code-pages.ts';
import { frontMatter } from './front-matter.ts';

/** ARCHITECTURE.md and CONTRIBUTING.md as pages: one text, read on the site and in the repository. */
export function documentsOfTheRoot(): Page[] {
  return ['ARCHITECTURE.md', 'CONTRIBUTING.md'].map((name) => ({
    path: name.toLowerCase(),
    markdown: `${frontMatter({ origin: name })}\n${readFileSync(join(root, name), 'utf8')}`,
  }));
}
