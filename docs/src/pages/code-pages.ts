import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { linksOf } from '../links/markdown-links.ts';
import { isPage, rootPages, targetOf } from '../links/site-address.ts';
import { root } from '../links/tree.ts';
import { fence, frontMatter } from './front-matter.ts';

export interface Page {
  /** Below docs/generated. */
  readonly path: string;
  readonly markdown: string;
}

/** Read from where it is linked: not in the search, and no page before or after it. */
const alone = { search: false, prev: false, next: false } as const;

/** A document whose links are followed: `origin` is its path below the root. */
export interface Document {
  readonly origin: string;
  readonly markdown: string;
}

const languages: Readonly<Record<string, string>> = {
  '.c': 'c', '.h': 'c', '.cc': 'cpp', '.hpp': 'cpp', '.ts': 'ts', '.mts': 'ts', '.mjs': 'js', '.json': 'json',
  '.sh': 'sh', '.css': 'css', '.gyp': 'python', '.svg': 'xml',
};

/** Pages that show every file that the documents link to, and every file that those link to in turn. */
export function codePages(documents: readonly Document[]): Page[] {
  const pages = new Map<string, Page>();
  const waiting = [...documents];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const path of filesLinkedFrom(next)) {
      if (pages.has(path) || path in rootPages) continue;
      const markdown = readFileSync(join(root, path), 'utf8');
      pages.set(path, pageOf(path, markdown));
      if (path.endsWith('.md')) waiting.push({ origin: path, markdown });
    }
  }
  return [...pages.values()];
}

function filesLinkedFrom({ origin, markdown }: Document): string[] {
  const targets = linksOf(markdown).map((href) => targetOf(href, origin));
  const shown = targets.flatMap((target) => (target?.kind === 'file' ? [target.path] : []));
  return shown.filter((path) => !/\.(?:png|svg)$/.test(path) && !isPage(path));
}

function pageOf(path: string, text: string): Page {
  if (path.endsWith('.md')) {
    const markdown = `${frontMatter({ origin: path, ...alone })}\n${text}`;
    return { path: `code/${path}`, markdown };
  }
  const name = basename(path);
  const head = frontMatter({ title: name, origin: path, aside: false, ...alone });
  const code = fence(languages[extname(path)] ?? 'text', text);
  return { path: `code/${path}.md`, markdown: [head, `# ${name}`, '', `\`${path}\``, '', code].join('\n') };
}
