import { displayWidth } from '@ai-perf/core-text';
import { expect, test } from 'vitest';
import { paint, tableText } from './index.ts';
import type { Column } from './index.ts';

interface Row {
  readonly name: string;
  readonly share: number;
}

const columns: readonly Column<Row>[] = [
  {
    title: 'self',
    align: 'right',
    text: ({ share }) => `${share} %`,
    paint: ({ share }) => (share > 40 ? 'red' : null),
  },
  { title: 'function', text: ({ name }) => name, shrinks: true },
];
const plain = { colour: false, columns: 80 };

test('numbers stand to the right under their title and no line ends in blanks', () => {
  const rows = [
    { name: 'burn', share: 50 },
    { name: 'a', share: 5 },
  ];
  expect(tableText(columns, rows, plain)).toBe('self  function\n50 %  burn\n 5 %  a\n');
});

test('a cell with escape sequences and line feeds stays one line of plain text', () => {
  const text = tableText(columns, [{ name: '\u001b[2Jx\ny\u202e', share: 1 }], plain);
  expect(text).toBe('self  function\n 1 %  \\e[2Jx\\ny\\u{202e}\n');
});

test('a column that may shrink gives way until the line fits', () => {
  const rows = [{ name: 'x'.repeat(100), share: 7 }];
  const [, line = ''] = tableText(columns, rows, { colour: false, columns: 30 }).split('\n');
  expect([displayWidth(line), line.endsWith('…')]).toEqual([30, true]);
});

test('two columns that may shrink share the loss', () => {
  const wide: readonly Column<Row>[] = [0, 1].map(() => ({ title: 't', text: ({ name }) => name, shrinks: true }));
  const [, line = ''] = tableText(wide, [{ name: 'y'.repeat(60), share: 0 }], { colour: false, columns: 62 }).split(
    '\n',
  );
  expect(line.split('  ').map((cell) => cell.length)).toEqual([30, 30]);
});

test('colours appear only where they are wanted', () => {
  expect(paint('x', 'red', plain)).toBe('x');
  expect(paint('x', 'red', { colour: true })).toBe('\u001b[31mx\u001b[39m');
  expect(tableText(columns, [{ name: 'f', share: 50 }], { colour: true, columns: 80 })).toContain(
    '\u001b[31m50 %\u001b[39m  f',
  );
});

test('a table without rows is its titles', () => {
  expect(tableText(columns, [], plain)).toBe('self  function\n');
});
