import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docs } from '../links/tree.ts';

interface Link {
  readonly text: string;
  readonly link: string;
}

interface Group {
  readonly text: string;
  readonly collapsed?: boolean;
  readonly items: Link[];
}

export function navigation(): Link[] {
  return [
    { text: 'Start', link: '/start' },
    { text: 'Notes', link: '/notes/sampling-and-flame-graphs' },
    { text: 'Tools', link: '/tools/' },
    { text: 'Architecture', link: '/architecture' },
  ];
}

export function sidebar(): Group[] {
  return [
    { text: 'Workbook', items: [{ text: 'How to start', link: '/start' }, { text: 'Glossary', link: '/glossary' }] },
    { text: 'Notes', items: pagesOf('notes') },
    { text: 'Tools', items: [{ text: 'All tools', link: '/tools/' }, ...pagesOf('generated/tools')] },
    {
      text: 'The project',
      items: [
        { text: 'Architecture', link: '/architecture' },
        { text: 'Packages', link: '/packages' },
        { text: 'File formats', link: '/formats' },
        { text: 'Contributing', link: '/contributing' },
      ],
    },
    { text: 'Decisions', collapsed: true, items: [{ text: 'All decisions', link: '/adr/' }, ...pagesOf('adr')] },
  ];
}

/** The pages of a folder below docs/, by the `order` of their front matter, then by file name. */
export function pagesOf(folder: string): Link[] {
  const names = readdirSync(join(docs, folder)).filter((name) => name.endsWith('.md') && name !== 'index.md');
  const pages = names.sort().map((name) => {
    const markdown = readFileSync(join(docs, folder, name), 'utf8');
    const link = `/${folder.replace(/^generated\//, '')}/${name.slice(0, -'.md'.length)}`;
    return { order: Number(/^order: (\d+)$/m.exec(markdown)?.[1] ?? 0), text: headingOf(markdown), link };
  });
  return pages.sort((a, b) => a.order - b.order).map(({ text, link }) => ({ text, link }));
}

/** The first heading of a document, as plain text. */
export function headingOf(markdown: string): string {
  const heading = /^# (.+)$/m.exec(markdown)?.[1] ?? 'untitled';
  return heading.replace(/[`*]/g, '');
}
