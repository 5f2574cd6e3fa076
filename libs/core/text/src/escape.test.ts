import { expect, test } from 'vitest';
import { escapeHtml, escapeTerminal, jsonForScript } from './index.ts';

test('an escape sequence in a name cannot reach the terminal', () => {
  expect(escapeTerminal('a\u001b[31mred\u009b0m')).toBe('a\\e[31mred\\x9b0m');
});

test('a name with a newline stays on one line', () => {
  expect(escapeTerminal('one\ntwo\r')).toBe('one\\ntwo\\r');
});

test('bidirectional overrides are shown, not obeyed', () => {
  expect(escapeTerminal('abc\u202edef')).toBe('abc\\u{202e}def');
});

test('a lone surrogate is escaped and a pair is kept', () => {
  expect(escapeTerminal('\ud800 \u{1f525}')).toBe('\\u{d800} \u{1f525}');
});

test('letters of any script pass unchanged', () => {
  expect(escapeTerminal('naïve 性能 λ')).toBe('naïve 性能 λ');
});

test('markup in a symbol stays text in HTML', () => {
  expect(escapeHtml('<img src=x onerror="alert(1)">')).toBe('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
});

test('data inside a script element cannot close it', () => {
  const text = '</script><!--\u2028&';
  expect(jsonForScript(text)).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(jsonForScript(text))).toBe(text);
});
