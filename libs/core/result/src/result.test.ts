import { expect, test } from 'vitest';
import { err, isSystemError, mapResult, ok, problem, unwrap, usageProblem } from './index.ts';

const gone = problem('process-gone', {
  what: 'cannot read process 7',
  why: 'it has ended',
  fix: 'name a running process',
});

test('a problem of the host and a problem of the question are told apart', () => {
  expect(gone.kind).toBe('host');
  expect(usageProblem('bad-option', { what: 'a', why: 'b', fix: 'c' }).kind).toBe('usage');
});

test('mapping changes a value and passes a problem on untouched', () => {
  expect(mapResult(ok(2), (value) => value * 2)).toEqual(ok(4));
  expect(mapResult(err(gone), () => 1)).toEqual(err(gone));
});

test('unwrapping a problem throws its code, what and why', () => {
  expect(() => unwrap(err(gone))).toThrow('process-gone: cannot read process 7: it has ended');
  expect(unwrap(ok('x'))).toBe('x');
});

test('only errors of a system call are system errors', () => {
  const system = Object.assign(new Error('open'), { code: 'EACCES', errno: 13, syscall: 'open' });
  expect(isSystemError(system)).toBe(true);
  expect([new Error('x'), 'EACCES', null].map(isSystemError)).toEqual([false, false, false]);
});
