import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseMaps } from './maps.ts';

const row = '7f1200400000-7f1200421000 r-xp 00001000 fe:01 131842                     /usr/lib/lib x.so (deleted)';

test('a mapping keeps its range, rights, file and the spaces in its path', () => {
  expect(parseMaps(`${row}\n`)).toEqual({
    malformed: 0,
    mappings: [
      {
        start: 0x7f1200400000n,
        end: 0x7f1200421000n,
        readable: true,
        writable: false,
        executable: true,
        shared: false,
        fileOffset: 0x1000n,
        device: { major: 0xfe, minor: 1 },
        inode: 131842n,
        path: '/usr/lib/lib x.so (deleted)',
      },
    ],
  });
});

test('a mapping without a file has an empty path', () => {
  const { mappings } = parseMaps('00400000-00401000 rw-s 00000000 00:00 0 \n');
  expect(mappings[0]).toMatchObject({ path: '', shared: true, inode: 0n });
  expect(parseMaps('00400000-00401000 rw-s 00000000 00:00 0\n').mappings).toHaveLength(1);
});

test('the vsyscall page lies above what a signed number holds', () => {
  const text = 'ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]\n';
  const expected = { start: 0xffffffffff600000n, executable: true, readable: false, path: '[vsyscall]' };
  expect(parseMaps(text).mappings[0]).toMatchObject(expected);
});

test('text cut at any byte loses at most its last line', () => {
  const text = `${row}\n${row}\n`;
  for (let length = 0; length < text.length; length += 1) {
    const { mappings, malformed } = parseMaps(text.slice(0, length));
    expect(mappings.length + malformed).toBeLessThanOrEqual(2);
    expect(mappings.length).toBeGreaterThanOrEqual(length > row.length ? 1 : 0);
  }
});

test('lines that are no mapping are counted', () => {
  expect(parseMaps('hello\n2000-1000 r--p 0 0:0 0\nzz-yy r-xp 0 00:00 0\n')).toEqual({ mappings: [], malformed: 3 });
});

test('every line of this process is understood', () => {
  const text = readFileSync('/proc/self/maps', 'utf8');
  const { mappings, malformed } = parseMaps(text);
  expect(malformed).toBe(0);
  expect(mappings).toHaveLength(text.split('\n').length - 1);
});
