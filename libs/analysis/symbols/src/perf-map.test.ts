import { expect, test } from 'vitest';
import { parsePerfMap } from './index.ts';

const parse = (text: string): ReturnType<typeof parsePerfMap> => parsePerfMap(new TextEncoder().encode(text));
const namesAt = (text: string, addresses: readonly number[]): (string | null)[] =>
  addresses.map((address) => parse(text).name(address));

test('a name may hold spaces, colons and slashes', () => {
  expect(namesAt('1000 20 JS:*read stream /app/a b.js:12:3\n', [0x1000, 0x101f, 0x1020])).toEqual([
    'JS:*read stream /app/a b.js:12:3',
    'JS:*read stream /app/a b.js:12:3',
    null,
  ]);
});

test('of two functions at one address the later line wins, whatever their sizes', () => {
  expect(namesAt('1000 40 old\n1000 10 new\n', [0x1000, 0x100f, 0x1010])).toEqual(['new', 'new', 'old']);
  expect(namesAt('1000 10 old\n1000 40 new\n', [0x1000, 0x1010])).toEqual(['new', 'new']);
});

test('a later function inside an older one cuts it in two', () => {
  expect(namesAt('1000 100 old\n1040 20 new\n', [0x103f, 0x1040, 0x1060])).toEqual(['old', 'new', 'old']);
});

test('an older function is not seen through a later one that covers it', () => {
  expect(namesAt('1040 20 old\n1000 100 new\n', [0x1040, 0x1060])).toEqual(['new', 'new']);
});

test('a line that is being written, a line without a name and a line of no size are passed over', () => {
  expect(parse('1000 10 whole\nzz 10 bad\n2000 10\n3000 0 nothing\n4000 10 half').count).toBe(1);
});

test('numbers may have a 0x before them', () => {
  expect(namesAt('0x7f0000001000 0x10 f\n', [0x7f0000001008])).toEqual(['f']);
});

test('ten thousand functions laid over each other give at every address the latest', () => {
  const numbers = Array.from({ length: 10_000 }, (_, n) => n);
  const lines = numbers.map((n) => ({ start: (n * 7919) % 5000, size: 1 + ((n * 31) % 90), name: `f${n}` }));
  const hex = (value: number): string => value.toString(16);
  const table = parse(lines.map(({ start, size, name }) => `${hex(start)} ${hex(size)} ${name}\n`).join(''));
  for (let address = 0; address < 5100; address += 1) {
    const truth = lines.findLast(({ start, size }) => address >= start && address < start + size)?.name ?? null;
    expect(table.name(address)).toBe(truth);
  }
});
