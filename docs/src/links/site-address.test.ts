import { expect, test } from 'vitest';
import { linksOf } from './markdown-links.ts';
import { deadTargets } from '../check/repository-targets.ts';
import { addressOf, targetOf } from './site-address.ts';

test('a link to a source file leads to the page that shows it', () => {
  expect(targetOf('../../libs/core/result/src/index.ts', 'docs/notes/x.md')).toEqual({
    kind: 'file',
    path: 'libs/core/result/src/index.ts',
    address: '/code/libs/core/result/src/index.ts.html',
  });
});

test('a link to a folder leads to its README, and keeps its anchor', () => {
  const address = '/code/libs/core/cli/README.html#exit';
  expect(targetOf('libs/core/cli#exit', 'ARCHITECTURE.md')).toMatchObject({ address });
});

test('a link to a file that is gone is dead', () => {
  expect(targetOf('../gone.ts', 'docs/x.md')).toEqual({ kind: 'dead', path: 'gone.ts' });
  expect(deadTargets('[a](x.ts) [b](package.json)', 'README.md')).toEqual(['README.md: no such file: x.ts']);
});

test('links inside docs are left to VitePress; absolute ones and anchors are not judged', () => {
  expect(targetOf('./start.md', 'docs/index.md')).toEqual({ kind: 'page' });
  expect([targetOf('https://example.org', 'x.md'), targetOf('#a', 'x.md'), targetOf('/tools/', 'x.md')]).toEqual([null, null, null]);
});

test('documents of the root and of docs have their own addresses', () => {
  expect(['ARCHITECTURE.md', 'docs/adr/index.md', 'docs/formats.md', 'docs/README.md'].map(addressOf)).toEqual([
    '/architecture.html',
    '/adr/',
    '/formats.html',
    '/code/docs/README.html',
  ]);
});

test('links in code are not links', () => {
  expect(linksOf('[a](b.md) `[c](d.md)`\n\n```md\n[e](f.md)\n```\n![g](h.svg)')).toEqual(['b.md', 'h.svg']);
});
