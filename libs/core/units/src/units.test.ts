import { expect, test } from 'vitest';
import {
  as,
  formatBytes,
  formatNanoseconds,
  formatRatio,
  jiffiesToNanoseconds,
  parseDuration,
  ratio,
  unixNanoseconds,
} from './index.ts';
import type { Bytes, Hertz, Jiffies, Nanoseconds, Ratio } from './index.ts';

test('a jiffy of USER_HZ is ten milliseconds', () => {
  expect(jiffiesToNanoseconds(as<Jiffies>(3))).toBe(30_000_000);
  expect(jiffiesToNanoseconds(as<Jiffies>(250), as<Hertz>(250))).toBe(1e9);
});

test('a share of an empty window is zero, not NaN', () => {
  expect(ratio(0, 0)).toBe(0);
  expect(ratio(1, 4)).toBe(0.25);
});

test('bytes are shown in binary steps', () => {
  expect([1023, 1024, 1536, 5 * 1024 ** 3].map((value) => formatBytes(as<Bytes>(value)))).toEqual([
    '1023 B',
    '1.0 KiB',
    '1.5 KiB',
    '5.0 GiB',
  ]);
});

test('times are shown in the largest step that fits', () => {
  expect([999, 1500, 2_500_000, 3e9].map((value) => formatNanoseconds(as<Nanoseconds>(value)))).toEqual([
    '999 ns',
    '1.50 us',
    '2.50 ms',
    '3.00 s',
  ]);
});

test('a value that rounds up to the next step is shown in it', () => {
  expect([999_994_999, 999_995_000, 999_994].map((value) => formatNanoseconds(as<Nanoseconds>(value)))).toEqual([
    '999.99 ms',
    '1.00 s',
    '999.99 us',
  ]);
  expect([1024 ** 2 - 1, 1023 * 1024].map((value) => formatBytes(as<Bytes>(value)))).toEqual(['1.0 MiB', '1023.0 KiB']);
});

test('a ratio is shown in percent', () => {
  expect(formatRatio(as<Ratio>(0.4213))).toBe('42.1 %');
});

test('a duration without a unit is seconds, as for sleep(1)', () => {
  expect(['5', '5s', '250ms', '1.5m', '1h'].map(parseDuration)).toEqual([5, 5, 0.25, 90, 3600]);
  expect(['', '5x', '-1', '1e3', ' 5', '5 s'].map(parseDuration)).toEqual([null, null, null, null, null, null]);
});

test('wall-clock nanoseconds keep every digit', () => {
  expect(unixNanoseconds(1_795_000_000_123_456_789n)).toBe('1795000000123456789');
});
