import type { SystemError } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { readParanoid } from './kernel-settings.ts';
import { openProblem } from './open-problem.ts';
import type { OpenAttempt } from './open-problem.ts';

const attempt: OpenAttempt = { event: 'cycles', target: 'process 12', systemWide: false, inKernel: false };
const refusal = (code: string): SystemError =>
  Object.assign(new Error(`perf_event_open: ${code}`), { code, errno: 1, syscall: 'perf_event_open' });

test.each([
  ['ESRCH', 'process-gone'],
  ['EPERM', 'perf-refused'],
  ['ENOENT', 'event-missing'],
  ['ENOTSUP', 'event-missing'],
  ['ENODEV', 'event-missing'],
  ['ENOSYS', 'perf-missing'],
  ['EMFILE', 'descriptor-limit'],
  ['ENFILE', 'descriptor-limit'],
  ['ENOMEM', 'no-memory'],
  ['EINVAL', 'event-refused'],
  ['EBUSY', 'perf-failed'],
  ['toString', 'perf-failed'],
])('%s is the problem %s, and says what, why and how to mend it', (code, expected) => {
  const found = openProblem(attempt, refusal(code));
  expect(found).toMatchObject({ code: expected, what: 'cannot sample cycles of process 12', kind: 'host' });
  expect([found.why, found.fix]).not.toContain('');
});

test('EPERM points at what stands before the kernel', () => {
  expect(openProblem(attempt, refusal('EPERM')).why).toContain('seccomp');
});

test('EACCES names the setting and the value that would do, where the setting is what forbids it', ({ skip }) => {
  const paranoid = readParanoid();
  skip(paranoid !== 2, `kernel.perf_event_paranoid is ${paranoid}, not the kernel's default of 2`);
  const fixes = [
    { ...attempt, systemWide: true },
    { ...attempt, inKernel: true },
  ].map((one) => openProblem(one, refusal('EACCES')).fix);
  expect(fixes.map((fix) => /perf_event_paranoid=(-?\d)/.exec(fix)?.[1])).toEqual(['0', '1']);
  expect(openProblem(attempt, refusal('EACCES')).code).toBe('perf-denied');
});
