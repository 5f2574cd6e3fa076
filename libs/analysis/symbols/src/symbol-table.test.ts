import { expect, test } from 'vitest';
import { SymbolTable } from './index.ts';

const table = (rows: readonly (readonly [start: number, end: number])[]): SymbolTable =>
  new SymbolTable(
    { starts: Float64Array.from(rows, ([start]) => start), ends: Float64Array.from(rows, ([, end]) => end) },
    { nameOf: (row) => `f${row}` },
  );

test('the innermost of nested functions answers, and the outer one behind it', () => {
  const nested = table([
    [100, 200],
    [120, 130],
    [140, 180],
    [150, 160],
  ]);
  expect([99, 100, 119, 120, 130, 140, 155, 165, 185, 200].map((address) => nested.name(address))).toEqual([
    null, 'f0', 'f0', 'f1', 'f0', 'f2', 'f3', 'f2', 'f0', null,
  ]);
});

test('a gap between functions belongs to neither', () => {
  const gap = table([
    [10, 20],
    [30, 40],
  ]);
  expect([9, 10, 19, 20, 29, 30, 40].map((address) => gap.find(address))).toEqual([-1, 0, 0, -1, -1, 1, -1]);
});

test('a function without a size reaches to the next one', () => {
  const open = table([
    [10, 0],
    [30, 40],
  ]);
  expect([10, 29, 30].map((address) => open.find(address))).toEqual([0, 0, 1]);
});

test('an empty table finds nothing', () => {
  expect(table([]).find(5)).toBe(-1);
});
