import type { MarkdownIt, PageEnvironment } from './markdown.ts';
import { originOf } from './markdown.ts';
import { targetOf } from './site-address.ts';

/** markdown-it plugin: a link that leaves docs/ leads to the page that shows that file; a dead one fails the build. */
export function repositoryLinks(md: MarkdownIt): void {
  md.core.ruler.push('repository-links', (state) => {
    const origin = originOf(state.env as PageEnvironment);
    for (const token of state.tokens.flatMap((block) => block.children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      const target = href === null ? null : targetOf(href, origin);
      if (target?.kind === 'dead') throw new Error(`${origin}: link to ${target.path}, which does not exist`);
      if (target?.kind === 'file') token.attrSet('href', target.address);
    }
  });
}
