import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultTreeAdapter, parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';

/** Something on a page that leads nowhere. */
export interface Broken {
  readonly page: string;
  readonly target: string;
  readonly reason: 'no such page' | 'no such anchor' | 'no such file' | 'loaded from another host';
}

interface BuiltPage {
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
  readonly sources: readonly string[];
}

const origin = 'http://site.invalid';

/**
 * Every dead link, dead anchor, missing file, and file that is not ours, of the HTML files below `folder`, served
 * under `base`.
 */
export function brokenIn(folder: string, base = '/'): Broken[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split('\\').join('/'));
  const present = new Set(files);
  const names = files.filter((name) => name.endsWith('.html'));
  const pages = new Map(names.map((name) => [name, readPage(readFileSync(join(folder, name), 'utf8'))]));
  return [...pages].flatMap(([name, page]) => {
    const judge = (target: string, kind: 'page' | 'file'): Broken[] => {
      const reason = reasonOf(locate(target, name, base), kind, pages, present);
      return reason === null ? [] : [{ page: name, target, reason }];
    };
    const links = page.links.flatMap((href) => judge(href, 'page'));
    return [...links, ...page.sources.flatMap((source) => judge(source, 'file'))];
  });
}

interface Place {
  readonly file: string;
  readonly anchor: string;
}

/** The file of the site that a reference means; null where it leads out of the site. */
function locate(target: string, from: string, base: string): Place | null {
  const page = `${origin}${base}${from}`;
  const url = URL.canParse(target, page) ? new URL(target, page) : null;
  if (url === null || url.origin !== origin) return null;
  const path = decodeURIComponent(url.pathname).slice(base.length);
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  return { file, anchor: decodeURIComponent(url.hash.slice(1)) };
}

function reasonOf(
  place: Place | null,
  kind: 'page' | 'file',
  pages: ReadonlyMap<string, BuiltPage>,
  present: ReadonlySet<string>,
): Broken['reason'] | null {
  if (place === null) return kind === 'page' ? null : 'loaded from another host';
  if (!present.has(place.file)) return kind === 'page' ? 'no such page' : 'no such file';
  const page = pages.get(place.file);
  return place.anchor === '' || page === undefined || page.ids.has(place.anchor) ? null : 'no such anchor';
}

function readPage(html: string): BuiltPage {
  const ids = new Set<string>();
  const links: string[] = [];
  const sources: string[] = [];
  for (const element of elementsOf(parse(html))) {
    for (const { name, value } of element.attrs) {
      if (name === 'id') ids.add(value);
      if (name === 'href') (element.tagName === 'a' ? links : sources).push(value);
      if (name === 'src' && !value.startsWith('data:')) sources.push(value);
    }
  }
  return { ids, links, sources };
}

function* elementsOf(node: DefaultTreeAdapterTypes.Node): Generator<DefaultTreeAdapterTypes.Element> {
  if (defaultTreeAdapter.isElementNode(node)) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsOf(child);
}
