import { dirname, join } from 'node:path';
import { docs, isFile, isFolder, repositoryPath, root } from './tree.ts';

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
  if (origin.startsWith('docs/') && isKnownToVitePress(file)) return { kind: 'page' };
  return { kind: 'file', path: inside, address: `${addressOf(inside)}${anchor === undefined ? '' : `#${anchor}`}` };
}

// Pages and pictures; sources below docs/ are shown like all others.
const isKnownToVitePress = (file: string): boolean => file.startsWith(`${docs}/`) && /\.(?:md|svg|png)$/.test(file);

/** Address of the page that shows a file of the repository. */
export function addressOf(path: string): string {
  const own = rootPages[path];
  if (own !== undefined) return own;
  const page = path.replace(/\.md$/, '');
  if (page !== path && path.startsWith('docs/')) return `/${page.slice('docs/'.length)}.html`.replace(/\/index\.html$/, '/');
  return `/code/${page}.html`;
}
