import { lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import type { Problem } from '@ai-perf/core-result';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cellsOf, growFile, numberOf, readMetricTable, timeOf } from './index.ts';
import type { TableOptions } from './index.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'series-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'in.csv');
  writeFileSync(path, text);
  return path;
}

async function refusal(text: string, options: TableOptions = {}): Promise<Problem> {
  const read = await readMetricTable(file(text), options);
  if (read.ok) throw new Error('was not refused');
  return read.problem;
}

test('a table is read with its times in seconds, gaps as NaN, CRLF and a byte order mark', async () => {
  const text = '\uFEFFtimestamp,a,b\r\n1970-01-01 00:01:00,1,\r\n\r\n61.5,NaN,-2e3';
  const read = unwrap(await readMetricTable(file(text)));
  expect([...read.times]).toEqual([60, 61.5]);
  expect(read.metrics.map(({ name, values }) => [name, ...values])).toEqual([['a', 1, NaN], ['b', NaN, -2000]]);
  expect(read.timestamps).toEqual(['1970-01-01 00:01:00', '61.5']);
});

test('a file longer than a read is put together where it was cut, without a row too many or too few', async () => {
  const rows = Array.from({ length: 50_000 }, (_, at) => `${at},${at * 3}`);
  const read = unwrap(await readMetricTable(file(['timestamp,value', ...rows].join('\n'))));
  expect(read.times).toEqual(Float64Array.from({ length: 50_000 }, (_, at) => at));
  expect(read.metrics[0]?.values).toEqual(Float64Array.from({ length: 50_000 }, (_, at) => at * 3));
});

test('quoted cells keep their commas and quotes', () => {
  expect(cellsOf('"a,b", 1 ,"say ""x""",')).toEqual(['a,b', '1', 'say "x"', '']);
});

test.each([
  ['2026-01-31T12:00:00Z', 1769860800],
  ['2026-01-31 12:00:00', 1769860800],
  ['2026-01-31T13:00:00+01:00', 1769860800],
  ['2026-01-31 12:00:00.5', 1769860800.5],
  ['2026-01-31', 1769817600],
  ['1769860800', 1769860800],
  ['yesterday', null],
  ['2026-13-31', null],
  ['', null],
])('the time %j is %s', (text, seconds) => expect(timeOf(text)).toBe(seconds));

test('what other programs write for a missing value is NaN, what is no number is null', () => {
  expect(['', 'NaN', 'null', 'N/A'].map(numberOf)).toEqual([NaN, NaN, NaN, NaN]);
  expect(['x', '1,5', '0x', '1 2'].map(numberOf)).toEqual([null, null, null, null]);
});

test.each([
  ['', 'empty-file'],
  ['timestamp,value\n', 'no-rows'],
  ['when,value\n1,2\n', 'wrong-columns'],
  ['timestamp\n1\n', 'wrong-columns'],
  ['timestamp,a,a\n1,2,3\n', 'wrong-columns'],
  ['timestamp,value\n1,2,3\n', 'wrong-columns'],
  ['timestamp,value\n1,high\n', 'not-a-number'],
  ['timestamp,value\nnoon,1\n', 'not-a-time'],
  ['timestamp,value\n2,1\n1,1\n', 'unsorted'],
  ['timestamp,value\n2,1\n2,1\n', 'unsorted'],
])('%j is refused as %s, with what, why and fix', async (text, code) => {
  const found = await refusal(text);
  expect(found).toMatchObject({ code, kind: 'usage' });
  expect([found.what, found.why, found.fix].every((part) => part.length > 5)).toBe(true);
});

test('the line that is refused is the one that an editor shows', async () => {
  expect((await refusal('timestamp,value\n1,1\n\n2,x\n')).what).toContain('line 4');
});

test('a file that is not there, and a folder, are refused', async () => {
  for (const path of [join(folder, 'none.csv'), folder]) {
    expect(await readMetricTable(path)).toMatchObject({ ok: false, problem: { code: 'file-failed', kind: 'usage' } });
  }
});

test('with any order, rows out of order are taken as they come', async () => {
  const read = unwrap(await readMetricTable(file('timestamp,value\n2,1\n2,2\n1,3\n'), { anyOrder: true }));
  expect([...read.times]).toEqual([2, 2, 1]);
});

test('a growing file is seen when it is finished, and leaves nothing when it is discarded', async () => {
  const [kept, dropped] = [join(folder, 'kept'), join(folder, 'dropped')];
  const one = unwrap(await growFile(kept));
  unwrap(await one.write('a'));
  unwrap(await one.write('b'));
  expect(readdirSync(folder)).not.toContain('kept');
  unwrap(await one.finish());
  const other = unwrap(await growFile(dropped));
  unwrap(await other.write('a'));
  await other.discard();
  expect(readdirSync(folder)).toEqual(['kept']);
  expect(readFileSync(kept, 'utf8')).toBe('ab');
});

test('a link stays a link: the file that it names is replaced', async () => {
  const [target, link] = [join(folder, 'target'), join(folder, 'link')];
  writeFileSync(target, 'old');
  symlinkSync(target, link);
  const grown = unwrap(await growFile(link));
  unwrap(await grown.write('new'));
  unwrap(await grown.finish());
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(target, 'utf8')).toBe('new');
});

test('what stands in /dev is written in place, never replaced', async () => {
  const before = lstatSync('/dev/null').ino;
  const grown = unwrap(await growFile('/dev/null'));
  unwrap(await grown.write('gone'));
  unwrap(await grown.finish());
  expect(lstatSync('/dev/null').ino).toBe(before);
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});
