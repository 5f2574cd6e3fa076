import { expect, test } from 'vitest';
import { reportText } from './report-text.ts';
import type { FunctionRow, ProfileSummary, RecordOutput } from './summary.ts';

const half: FunctionRow = {
  function: 'half',
  module: '/opt/mix',
  space: 'user',
  own: 5,
  total: 6,
  ownShare: 0.5,
  totalShare: 0.6,
};
const inKernel = { module: '[kernel.kallsyms]', space: 'kernel', ownShare: 0.1, totalShare: 0.2 } as const;

const profile: ProfileSummary = {
  event: 'cpu-clock',
  weightUnit: 'nanoseconds',
  period: 10_101_010,
  durationNanoseconds: 10e9,
  samples: 1234,
  lost: 0,
  throttled: 0,
  truncated: 0,
  functions: [
    half,
    { ...half, ...inKernel, function: 'do_syscall_64' },
    { ...half, function: 'main', own: 0, total: 9, ownShare: 0, totalShare: 0.9 },
  ],
  file: null,
};
const style = { colour: false, columns: 80 };
const textOf = (change: Partial<ProfileSummary>, notes: RecordOutput['notes'] = []): string =>
  reportText({ profiles: [{ ...profile, ...change }], notes, command: null }, style);

test('the top functions by their own weight, then a closing line in perf s manner', () => {
  expect(textOf({})).toBe(
    [
      '  self   total  function       module',
      '50.0 %  60.0 %  half           mix',
      '10.0 %  20.0 %  do_syscall_64  [kernel]',
      '',
      '[ record: 1,234 samples of cpu-clock in 10.00 s, 0 lost ]',
      '',
    ].join('\n'),
  );
});

test('what is missing from the measurement stands in its closing line', () => {
  const text = textOf({ lost: 12, truncated: 3, throttled: 2, file: 'x.json' });
  expect(text).toContain('[ record: wrote x.json ]\n[ record: 1,234 samples of cpu-clock in 10.00 s, ');
  expect(text).toContain(' in 10.00 s, 12 lost, 3 stacks cut, throttled 2 times ]\n');
});

test('a recording without a sample has no table', () => {
  expect(textOf({ functions: [], samples: 0 })).toBe('[ record: 0 samples of cpu-clock in 10.00 s, 0 lost ]\n');
});

test('names from the host and notes come out on one line, without control characters', () => {
  const hostile = 'a\u001b[31m\nb';
  const notes = [{ code: 'x', what: hostile, why: hostile, fix: '' }];
  const functions = [{ ...half, function: hostile, module: `/x/${hostile}` }];
  const text = textOf({ functions, event: hostile, file: hostile }, notes);
  expect(text).not.toContain('\u001b');
  expect(text.split('\n')).toHaveLength(7);
});
