import { expect, test } from 'vitest';
import { frame, kernel, libc, stack } from '../testing/quiet-host.ts';
import { sleepsOnly } from './sleeps.ts';

test('a switch on the way back to user mode is no sleep, one in futex is', () => {
  const pushed = stack(
    1,
    5,
    kernel('schedule'),
    kernel('exit_to_user_mode_loop'),
    kernel('irqentry_exit'),
    frame('burn'),
  );
  const asleep = stack(
    1,
    3,
    kernel('schedule'),
    kernel('futex_do_wait'),
    kernel('do_syscall_64'),
    libc('__lll_lock_wait'),
  );
  expect(sleepsOnly([pushed, asleep])).toEqual([asleep]);
});

test('without kernel frames every switch counts', () => {
  const user = stack(1, 3, libc('__lll_lock_wait'), frame('take'));
  expect(sleepsOnly([user])).toEqual([user]);
});
