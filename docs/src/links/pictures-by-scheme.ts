import { join } from 'node:path';
import type { MarkdownIt, Token } from './markdown.ts';
import { docs, isFile } from './tree.ts';

/** markdown-it plugin: `/report.png` shows `/report-dark.png` on a dark page, where there is one. */
export function picturesByScheme(md: MarkdownIt): void {
  md.core.ruler.push('pictures-by-scheme', (state) => {
    for (const token of state.tokens.flatMap((block) => block.children ?? [])) {
      if (token.type === 'image' && hasDarkTwin(token.attrGet('src'))) showBoth(token);
    }
  });
}

const darkName = (source: string): string => source.replace(/\.png$/, '-dark.png');

function hasDarkTwin(source: string | null): boolean {
  return source !== null && /^\/.*\.png$/.test(source) && isFile(join(docs, 'public', darkName(source)));
}

function showBoth(token: Token): void {
  const source = token.attrGet('src') ?? '';
  const text = token.content.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  const image = (scheme: string, file: string): string => `<img class="by-${scheme}" src="${file}" alt="${text}">`;
  token.type = 'html_inline';
  token.content = image('light', source) + image('dark', darkName(source));
  token.children = null;
}
