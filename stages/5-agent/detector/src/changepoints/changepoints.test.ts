import { seededNormal } from '@ai-perf/analysis-stats';
import { afterAll, expect, test } from 'vitest';
import { ran, scratch } from '../../test/run-tool.ts';
import { changepoints } from './tool.ts';

const files = scratch();
afterAll(() => files.remove());

function table(header: string, rows: number, cells: (row: number, noise: () => number) => string): string {
  const normal = seededNormal(5);
  return `${header}\n${Array.from({ length: rows }, (_, row) => `${cells(row, normal)}\n`).join('')}`;
}

test('the first row of the new segment is printed, with what changed', async () => {
  const text = table('timestamp,value', 300, (row, noise) => `${row},${(row < 180 ? 20 : 40) + noise()}`);
  const { code, out } = await ran(changepoints, '--csv', files.write('step.csv', text), '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    n: 300,
    changepoints: [180],
    changes: [{ row: 180, timestamp: '180', metric: 'value', effect: 1 }],
  });
});

test('of several columns the one that moved is named; a column of times may be left out', async () => {
  const text = table('still,moving', 200, (row, noise) => `${noise()},${(row < 90 ? 0 : 12) + noise()}`);
  const { out } = await ran(changepoints, '--csv', files.write('two.csv', text));
  expect(out).toMatch(/^200 rows, 1 change points\n {2}row 90 \(90\) {2}moving: .*effect 1\.00\n$/);
});

test('one row, and a series that does not change, have none', async () => {
  const one = await ran(changepoints, '--csv', files.write('one.csv', 'timestamp,value\n1,2\n'), '--json');
  expect(JSON.parse(one.out)).toEqual({ n: 1, changepoints: [], changes: [] });
  const still = await ran(changepoints, '--csv', files.write('still.csv', table('value', 100, () => '4')), '--json');
  expect(JSON.parse(still.out)).toEqual({ n: 100, changepoints: [], changes: [] });
});

test('an empty file is refused with what, why and fix', async () => {
  const { code, err } = await ran(changepoints, '--csv', files.write('empty.csv', ''));
  expect(code).toBe(2);
  expect(err).toContain('it has no line at all');
  expect(err).toContain('the first line names the columns');
});
