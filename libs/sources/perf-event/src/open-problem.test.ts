import type { SystemError } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
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

const sysctlOf = (one: OpenAttempt, paranoid: number): string =>
  /perf_event_paranoid=(-?\d)/.exec(openProblem(one, refusal('EACCES'), paranoid).fix)?.[1] ?? 'not the setting';

test('EACCES names the value of the setting that would do', () => {
  // 3 forbids everything to users without the right (Debian, Android), 2 the kernel, 1 whole CPUs.
  expect([sysctlOf(attempt, 3), sysctlOf(attempt, 2)]).toEqual(['2', 'not the setting']);
  const [inKernel, systemWide] = [{ ...attempt, inKernel: true }, { ...attempt, systemWide: true }];
  expect([sysctlOf(inKernel, 3), sysctlOf(inKernel, 2)]).toEqual(['1', '1']);
  expect([sysctlOf(systemWide, 2), sysctlOf(systemWide, 1)]).toEqual(['0', '0']);
});

test('EACCES although the setting allows it is a matter of whose process it is', () => {
  expect(openProblem(attempt, refusal('EACCES'), 2)).toMatchObject({ code: 'perf-denied' });
});
