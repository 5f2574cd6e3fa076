import { expect, test } from 'vitest';
import {
  completeLines, decimal, fraction, kernelFileProblem, parseCountTable, parseMountInfo, parsePressure, unescapeOctal,
} from './index.ts';
import type { FileOwner } from './index.ts';

test('only whole decimal numbers are numbers', () => {
  expect(['0', '42', '-1', '007'].map(decimal)).toEqual([0, 42, -1, 7]);
  const others = ['', '-', '0x10', '1e3', ' 1', '1 ', '1.5', 'NaN', '9'.repeat(400)];
  expect(others.map(decimal)).toEqual(others.map(() => null));
});

test('the largest number of the kernel stays finite', () => {
  expect(decimal('18446744073709551615')).toBe(2 ** 64);
});

test('a fraction has digits on both sides of its point', () => {
  expect(['0.25', '3'].map(fraction)).toEqual([0.25, 3]);
  expect(['.5', '1.', 'x', ''].map(fraction)).toEqual([null, null, null, null]);
});

test('an unended line does not count', () => {
  expect(completeLines('pgfault 12\npgmaj')).toEqual(['pgfault 12']);
  expect(completeLines('pgfault 12')).toEqual([]);
});

test('a table of counts leaves out what is no count, and a name cannot reach the prototype', () => {
  const table = parseCountTable('a 1\nb x\n\n c 3\n__proto__ 5\nd 4\nlow 0 high 9\ne 7');
  expect(Object.entries(table)).toEqual([['a', 1], ['__proto__', 5], ['d', 4]]);
  expect(Object.getPrototypeOf(table)).toBe(Object.prototype);
});

const pressure = 'some avg10=1.50 avg60=0.00 avg300=0.00 total=12\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=3\n';

test('pressure is in ratios and nanoseconds', () => {
  expect(parsePressure(pressure)).toEqual({
    ok: true,
    value: {
      some: { avg10: 0.015, avg60: 0, avg300: 0, total: 12_000 },
      full: { avg10: 0, avg60: 0, avg300: 0, total: 3000 },
    },
  });
});

test('pressure without the line "full" is that of an old kernel', () => {
  expect(parsePressure(pressure.slice(0, pressure.indexOf('full')))).toMatchObject({ value: { full: null } });
});

test('pressure cut at any byte is a problem or the same numbers', () => {
  for (let length = 0; length < pressure.length; length += 1) {
    const found = parsePressure(pressure.slice(0, length));
    if (found.ok) expect(found.value.some.total).toBe(12_000);
  }
});

test('a mount point with a space and a bind mount keep their names', () => {
  const line = '36 35 98:0 /mnt1 /my\\040disk rw,noatime master:1 shared:7 - ext3 /dev/ro\\134ot rw,errors=continue\n';
  expect(parseMountInfo(line)).toEqual([{
    id: 36, parent: 35, device: { major: 98, minor: 0 }, root: '/mnt1', mountPoint: '/my disk',
    options: ['rw', 'noatime'], type: 'ext3', source: '/dev/ro\\ot', superOptions: ['rw', 'errors=continue'],
  }]);
});

test('mount lines cut at any byte are left out, never half read', () => {
  const line = '24 30 0:22 / /proc rw,nosuid - proc proc rw,hidepid=2\n';
  for (let length = 0; length < line.length; length += 1) expect(parseMountInfo(line.slice(0, length))).toEqual([]);
  expect(parseMountInfo('1 2 x:y / / rw - a b c\n1 2 3 / / rw - a b c\n\n - \n')).toEqual([]);
});

test('only octal escapes of three digits are undone', () => {
  expect(unescapeOctal('a\\040b\\04c\\x\\134')).toBe('a b\\04c\\x\\');
});

const failure = (code: string): Error => Object.assign(new Error(code), { code, errno: -1, syscall: 'open' });

test('a missing file is an ended process only where the file belongs to one', () => {
  const code = (owner: FileOwner, errno: string): string => kernelFileProblem('/proc/x', failure(errno), owner).code;
  expect(code('task', 'ENOENT')).toBe('process-gone');
  expect(code('task', 'ESRCH')).toBe('process-gone');
  expect(code('host', 'ENOENT')).toBe('no-such-file');
  expect(code('host', 'ENODEV')).toBe('no-such-file');
  expect(code('task', 'EACCES')).toBe('no-permission');
  expect(code('host', 'EIO')).toBe('unreadable');
});

test('what is no system error is a bug and is thrown on', () => {
  expect(() => kernelFileProblem('/proc/1/stat', new TypeError('bug'), 'task')).toThrow('bug');
});
