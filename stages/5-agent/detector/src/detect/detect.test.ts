import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { seededNormal } from '@ai-perf/analysis-stats';
import { afterAll, expect, test } from 'vitest';
import { ran, scratch } from '../../test/run-tool.ts';
import { detect } from './tool.ts';

const files = scratch();
afterAll(() => files.remove());

const start = Date.UTC(2026, 0, 1);
const stamp = (row: number): string => new Date(start + row * 300_000).toISOString().slice(0, 19).replace('T', ' ');

function series(rows: number, change: (value: number, row: number) => number | ''): string {
  const normal = seededNormal(11);
  const lines = Array.from({ length: rows }, (_, row) => `${stamp(row)},${change(50 + normal(), row)}\n`);
  return `timestamp,value\n${lines.join('')}`;
}

test('a row a row comes out, with the text as it was; the spike alone has a score of 0.5 or more', async () => {
  const input = series(1200, (value, row) => (row === 1000 ? 90 : row === 500 ? '' : value));
  const out = files.path('scored.csv');
  const { code, out: text } = await ran(detect, '--csv', files.write('in.csv', input), '--out', out);
  const rows = readFileSync(out, 'utf8').trimEnd().split('\n');
  expect(code).toBe(0);
  expect(rows[0]).toBe('timestamp,value,anomaly_score');
  expect(rows.map((row) => row.slice(0, row.lastIndexOf(',')))).toEqual(input.trimEnd().split('\n'));
  const scores = rows.slice(1).map((row) => Number(row.slice(row.lastIndexOf(',') + 1)));
  expect(scores.flatMap((score, row) => (score >= 0.5 ? [row] : []))).toEqual([1000]);
  expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
  expect(text).toContain('1200 rows, 1 without a value, 1 alerts in 1 incidents');
});

test('the scores of the first rows of a file are the first scores of the file', async () => {
  const whole = series(900, (value, row) => (row > 600 ? value + 8 : value));
  const part = whole.split('\n').slice(0, 701).join('\n');
  await ran(detect, '--csv', files.write('whole.csv', whole), '--out', files.path('whole.out'));
  await ran(detect, '--csv', files.write('part.csv', part), '--out', files.path('part.out'));
  const scored = readFileSync(files.path('part.out'), 'utf8');
  expect(readFileSync(files.path('whole.out'), 'utf8').startsWith(scored)).toBe(true);
  expect(scored.split('\n')).toHaveLength(702);
});

test('a table that breaks off in a bad row leaves no output file, whole or half', async () => {
  const bad = `${series(30_000, (value) => value)}2030-01-01 00:00:00,oops\n`;
  const out = files.path('never.csv');
  const { code, err } = await ran(detect, '--csv', files.write('bad.csv', bad), '--out', out);
  expect(code).toBe(2);
  expect(err).toContain('line 30002');
  expect(err).toContain('"oops" is no number');
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(dirname(out)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('more than one metric is refused', async () => {
  const { code, err } = await ran(detect, '--csv', files.write('two.csv', 'timestamp,a,b\n1,2,3\n'));
  expect(code).toBe(2);
  expect(err).toContain('one metric at a time');
});

test('one row is scored 0', async () => {
  await ran(detect, '--csv', files.write('one.csv', 'timestamp,value\n1,2\n'), '--out', files.path('one.out'));
  expect(readFileSync(files.path('one.out'), 'utf8')).toBe('timestamp,value,anomaly_score\n1,2,0\n');
});

test('--json names the budget and the incidents', async () => {
  const input = files.write('json.csv', series(1200, (value, row) => (row === 1000 ? 90 : value)));
  const { out } = await ran(detect, '--csv', input, '--json', '--false-alerts', '2', '--metrics', '100');
  expect(JSON.parse(out)).toMatchObject({
    rows: 1200,
    falseAlertRate: 2 / (100 * 144),
    incidents: [{ from: stamp(1000), to: stamp(1000), firstRow: 1000, points: 1, value: 90 }],
  });
});
