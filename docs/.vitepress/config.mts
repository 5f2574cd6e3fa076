import { defineConfig } from 'vitepress';
import { picturesByScheme } from '../src/links/pictures-by-scheme.ts';
import { inlineDrawings } from '../src/links/inline-drawings.ts';
import { repositoryLinks } from '../src/links/repository-links.ts';
import { searchTokens } from '../src/search/search-tokens.ts';
import { navigation, sidebar } from '../src/pages/navigation.ts';

export default defineConfig({
  title: 'ai-perf-agent',
  description: 'Linux performance tools written from scratch, and the agent that uses them',
  lang: 'en',
  base: process.env['DOCS_BASE'] ?? '/',
  // Pages made from tools, sources and the documents of the root lie in generated/; their addresses do not show it.
  rewrites: (path) => path.replace(/^generated\//, ''),
  srcExclude: ['README.md', 'node_modules/**', 'dist/**', 'src/**', 'record/**', 'recorded/**'],
  // src/check judges the built site: links, anchors and images, all in one list.
  ignoreDeadLinks: true,
  markdown: {
    // Pages hold text only: a `<name>` in prose is text, and "flamegraph.pl" is no host in Poland.
    html: false,
    linkify: false,
    theme: { light: 'github-light', dark: 'github-dark-dimmed' },
    config: (md) => {
      md.use(inlineDrawings);
      md.use(picturesByScheme);
      md.use(repositoryLinks);
    },
  },
  head: [['link', { rel: 'icon', href: `${process.env['DOCS_BASE'] ?? '/'}mark.svg`, type: 'image/svg+xml' }]],
  themeConfig: {
    logo: '/mark.svg',
    outline: { level: [2, 3] },
    nav: navigation(),
    sidebar: sidebar(),
    search: {
      provider: 'local',
      options: {
        detailedView: true,
        miniSearch: { options: { tokenize: searchTokens }, searchOptions: { prefix: true, fuzzy: 0.15, combineWith: 'AND' } },
      },
    },
    footer: { message: 'MIT; the programs that run inside the kernel are GPL-2.0-only.' },
  },
});
