import { repositoryPath } from './tree.ts';

/** The little of markdown-it that our two plugins touch; VitePress brings the library itself. */
export interface Token {
  type: string;
  content: string;
  children: Token[] | null;
  attrGet(name: string): string | null;
  attrSet(name: string, value: string): void;
}

export interface MarkdownIt {
  readonly core: { readonly ruler: { push(name: string, rule: (state: State) => void): void } };
}

interface State {
  readonly env: unknown;
  tokens: Token[];
}

/** What VitePress hands to its renderer with each page. */
export interface PageEnvironment {
  readonly path?: string;
  readonly realPath?: string;
  readonly frontmatter?: { readonly origin?: string };
}

/** Path below the root of the document whose text this is; a generated page names it in its front matter. */
export function originOf(env: PageEnvironment): string {
  return env.frontmatter?.origin ?? repositoryPath(env.realPath ?? env.path ?? 'docs/unknown.md');
}
