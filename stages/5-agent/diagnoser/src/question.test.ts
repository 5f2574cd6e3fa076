import { expect, test } from 'vitest';
import { optionsSchema, questionOf } from './question.ts';

const asked = (options: object): unknown => {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) return parsed.error.issues[0]?.message;
  const question = questionOf(parsed.data);
  return question.ok ? question.value : question.problem.code;
};

test('without options the whole host is looked at for five seconds', () => {
  expect(asked({})).toEqual({ subject: { kind: 'system' }, duration: 5, report: null });
});

test('a process or a command is asked about alone', () => {
  expect(asked({ pid: '42', duration: '500ms' })).toEqual({
    subject: { kind: 'process', tgid: 42 },
    duration: 0.5,
    report: null,
  });
  expect(asked({ command: ['./a', '-x'], output: 'r.html' })).toEqual({
    subject: { kind: 'command', words: ['./a', '-x'] },
    duration: 5,
    report: 'r.html',
  });
  expect(asked({ pid: '42', command: ['a'] })).toBe('two-subjects');
  expect(asked({ pid: '42', all: true })).toBe('two-subjects');
});

test('what is no process id or no usable time is refused with the reason', () => {
  expect(asked({ pid: '0' })).toBe('a process id is a number from 1');
  expect(asked({ pid: '1; rm' })).toBe('a process id is a number from 1');
  expect(asked({ duration: '100ms' })).toBe('100ms is no duration from 0.5s to 1h (5, 5s, 500ms, 2m)');
});
