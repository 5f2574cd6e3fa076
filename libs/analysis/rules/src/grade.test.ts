import { expect, test } from 'vitest';
import { isEven } from './evenness.ts';
import { allOf, grade } from './grade.ts';

test('a sign is 0 below its threshold, a half at it, 1 from where it is full', () => {
  const scale = { from: 10, full: 1000 };
  expect([9.9, 10, 100, 1000, 1e9].map((value) => grade(value, scale))).toEqual([0, 0.5, 0.75, 1, 1]);
});

test('a sign may be the stronger the smaller its number is', () => {
  const scale = { from: 64, full: 1 };
  expect([65, 64, 8, 1, 0].map((value) => grade(value, scale))).toEqual([0, 0.5, 0.75, 1, 1]);
});

test('what could not be measured is no sign', () => {
  expect([NaN, Infinity].map((value) => grade(value, { from: 1, full: 2 }))).toEqual([0, 0]);
});

test('the weakest sign speaks for all', () => {
  expect([allOf(0.9, 0.6, 1), allOf(0.9, 0), allOf()]).toEqual([0.6, 0, 1]);
});

test('a rate is even when no step is below half or above twice the mean', () => {
  expect([isEven([10, 12, 8], 10), isEven([10, 25, 1], 10), isEven([0, 0, 30], 10), isEven([10, 10], 10)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
