import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brokenIn } from './built-site.ts';

let site = '';
beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), 'ai-perf-site-'));
});
afterEach(() => rmSync(site, { recursive: true, force: true }));

function put(name: string, text: string): void {
  mkdirSync(dirname(join(site, name)), { recursive: true });
  writeFileSync(join(site, name), text);
}

test('a planted dead anchor is found, and only that', () => {
  put('index.html', '<a href="/note.html#ring">ok</a><a href="note.html#rings">dead</a>');
  put('note.html', '<h2 id="ring">Ring</h2><a href="#ring">ok</a>');
  expect(brokenIn(site)).toEqual([{ page: 'index.html', target: 'note.html#rings', reason: 'no such anchor' }]);
});

test('a link to a page that is not there is found from a folder too', () => {
  put('adr/index.html', '<a href="./0001.html">dead</a><a href="../">home</a>');
  put('index.html', '<a href="/adr/">ok</a>');
  expect(brokenIn(site)).toEqual([{ page: 'adr/index.html', target: './0001.html', reason: 'no such page' }]);
});

test('a missing image and a missing style sheet are found', () => {
  put('index.html', '<link rel="stylesheet" href="/a.css"><img src="/b.png"><img src="data:image/png;base64,">');
  expect(brokenIn(site).map(({ target, reason }) => [target, reason])).toEqual([
    ['/a.css', 'no such file'],
    ['/b.png', 'no such file'],
  ]);
});

test('addresses outside the site are not judged', () => {
  put('index.html', '<a href="https://example.org/#x">out</a><a href="mailto:a@example.org">mail</a>');
  expect(brokenIn(site)).toEqual([]);
});

test('a picture or style sheet of another host is found: the site is read without a network', () => {
  put('index.html', '<img src="https://example.org/a.png"><link rel="stylesheet" href="//example.org/a.css">');
  expect(brokenIn(site).map(({ reason }) => reason)).toEqual(['loaded from another host', 'loaded from another host']);
});

test('a Chinese anchor is found though its address is percent-encoded', () => {
  put('index.html', '<h2 id="火焰图">x</h2><a href="#%E7%81%AB%E7%84%B0%E5%9B%BE">ok</a>');
  expect(brokenIn(site)).toEqual([]);
});

test('under a base path, links are judged below it', () => {
  put('index.html', '<a href="/book/note.html">ok</a><a href="/book/gone.html">dead</a>');
  put('note.html', '');
  expect(brokenIn(site, '/book/').map(({ target }) => target)).toEqual(['/book/gone.html']);
});
