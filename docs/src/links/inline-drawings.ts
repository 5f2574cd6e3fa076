import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MarkdownIt, PageEnvironment, Token } from './markdown.ts';
import { originOf } from './markdown.ts';
import { root } from './tree.ts';

/**
 * markdown-it plugin: a drawing that stands alone in its paragraph is put into the page itself, so that it follows
 * the page's light or dark colours. On GitHub the same line shows the file.
 */
export function inlineDrawings(md: MarkdownIt): void {
  md.core.ruler.push('inline-drawings', (state) => {
    const origin = originOf(state.env as PageEnvironment);
    state.tokens.forEach((token, index) => {
      const image = drawingOf(token);
      const around = [state.tokens[index - 1], state.tokens[index + 1]].filter((near) => near !== undefined);
      if (image === null || !around.every(isParagraph)) return;
      replaceBy(token, figure(join(root, dirname(origin), image.attrGet('src') ?? ''), image.content));
      for (const paragraph of around) replaceBy(paragraph, '');
    });
  });
}

// The image of a line that holds one SVG and nothing else.
function drawingOf({ type, children }: Token): Token | null {
  const [image, ...more] = type === 'inline' ? (children ?? []) : [];
  if (image?.type !== 'image' || more.length > 0) return null;
  return image.attrGet('src')?.endsWith('.svg') === true ? image : null;
}

const isParagraph = ({ type }: Token): boolean => type === 'paragraph_open' || type === 'paragraph_close';

function replaceBy(token: Token, html: string): void {
  token.type = 'html_block';
  token.content = html;
  token.children = null;
}

// The colours come from the theme, which loads the same style sheet; Vue refuses a <style> inside a page.
function figure(file: string, caption: string): string {
  const svg = readFileSync(file, 'utf8').replace(/<style>[\s\S]*?<\/style>\n?/, '');
  return `<figure class="drawing" v-pre>\n${svg}<figcaption>${escapeText(caption)}</figcaption>\n</figure>\n`;
}

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
