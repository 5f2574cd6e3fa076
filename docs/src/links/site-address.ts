import { dirname, join } from 'node:path';
import { isFile, isFolder, repositoryPath, root } from './tree.ts';

/** Documents of the root that are pages of their own. */
export const rootPages: Readonly<Record<string, string>> = {
  'ARCHITECTURE.md': '/architecture.html',
  'CONTRIBUTING.md': '/contributing.html',
  'README.md': '/',
};

/** Where a relative link leads: a page or picture of docs (VitePress knows it), a file elsewhere, or nothing. */
export type Target =
  | { readonly kind: 'page' }
  | { readonly kind: 'file'; readonly path: string; readonly address: string }
  | { readonly kind: 'dead'; readonly path: string };

const isRelative = (href: string): boolean => href !== '' && !/^(?:[a-z][a-z0-9+.-]*:|\/|#)/i.test(href);

/**
 * Judges the link `href` of the document `origin` (a path below the root). Null for links that are not relative.
 * A folder leads to its README. The site shows each file that is linked on a page below /code/.
 */
export function targetOf(href: string, origin: string): Target | null {
  if (!isRelative(href)) return null;
  const [path = '', anchor] = href.split('#');
  const full = join(root, dirname(origin), decodeURI(path));
  const file = isFolder(full) ? join(full, 'README.md') : full;
  const inside = repositoryPath(file);
  if (!isFile(file)) return { kind: 'dead', path: inside };
  if (origin.startsWith('docs/') && isKnownToVitePress(inside)) return { kind: 'page' };
  return { kind: 'file', path: inside, address: `${addressOf(inside)}${anchor === undefined ? '' : `#${anchor}`}` };
}

// Pages and pictures; sources below docs/ are shown like all others.
const isKnownToVitePress = (path: string): boolean => isPage(path) || /^docs\/.*\.(?:svg|png)$/.test(path);

/** Address of the page that shows a file of the repository. */
export function addressOf(path: string): string {
  const own = rootPages[path];
  if (own !== undefined) return own;
  const page = path.replace(/\.md$/, '');
  if (!isPage(path)) return `/code/${page}.html`;
  return `/${page.slice('docs/'.length)}.html`.replace(/\/index\.html$/, '/');
}

/** A page that people write; a README is for readers of the folder and is shown like a source. */
export const isPage = (path: string): boolean => /^docs\/(?!.*README\.md$).*\.md$/.test(path);
