import { expect, test } from 'vitest';
import { unwrap } from '@ai-perf/core-result';
import { parseBenchOptions } from './options.ts';

const idsOf = (...args: string[]): string[] => unwrap(parseBenchOptions(args)).faults.map(({ id }) => id);

test('without arguments all twelve cases run three times, each repeat with another intensity', () => {
  const options = unwrap(parseBenchOptions([]));
  expect(options.faults.map(({ id }) => id)).toEqual([
    'F01', 'F02', 'F05', 'F06', 'F11', 'F15', 'F17', 'F18', 'F26', 'F27', 'H1', 'H2',
  ]);
  expect(options).toMatchObject({ repeats: 3, intensity: null, window: 5 });
  expect(options.script).toMatch(/\/stages\/5-agent\/agent\/bin\/ai-perf\.mjs$/);
});

test('cases are chosen by name, in the order given', () => {
  expect(idsOf('--cases', 'H1,f06')).toEqual(['H1', 'F06']);
});

test('one seed picks the same cases again, and never one twice', () => {
  const picked = idsOf('--pick', '5', '--seed', '4');
  expect(picked).toEqual(idsOf('--pick', '5', '--seed', '4'));
  expect(new Set(picked).size).toBe(5);
  expect(new Set(idsOf('--pick', '99', '--seed', '4')).size).toBe(12);
});

test('a case, an option or a number that is not known is wrong usage', () => {
  for (const args of [['--cases', 'F99'], ['--fast'], ['--repeats', 'x'], ['--intensity', '4'], ['--seconds', '-1']]) {
    expect(parseBenchOptions(args)).toMatchObject({ ok: false, problem: { kind: 'usage' } });
  }
});
