import { expect, test } from 'vitest';
import { escapeJson } from './index.ts';

test('JSON for a terminal holds no control character but its own line feeds, and is the same value', () => {
  const value = { '\u009b31m\u202e': ['\u001b[2J', 'a\nb\u007f', '\ud800', '函数 🔥', '\u2028'] };
  const json = escapeJson(JSON.stringify(value, null, 2));
  expect(json.replace(/\n/g, '')).not.toMatch(/\p{Control}|\p{Surrogate}|[\u2028\u202e]/u);
  expect(JSON.parse(json)).toEqual(value);
  expect(json).toContain('函数 🔥');
});
