import { expect, test } from 'vitest';
import { busiestLock, isLockWait, threadsInFutex } from './lock-words.ts';
import { watched } from './testing/quiet-host.ts';

// Operations as strace shows them, by number. see: include/uapi/linux/futex.h
const waits = {
  'pthread_mutex_lock, private': [0x80, 2],
  'pthread_mutex_lock, shared between processes': [0x00, 2],
  'priority-inheriting mutex': [0x86, 0],
  'musl mutex with waiters': [0x80, 0x8000_1234],
  "Rust's std::sync::Mutex": [0x89, 2],
} as const;
const others = {
  'pthread_cond_wait of glibc': [0x189, 0],
  pthread_cond_clockwait: [0x189, 2],
  sem_wait: [0x189, 0],
  'pthread_join (waits for a tid)': [0x109, 4321],
  'idle worker waiting for work': [0x80, 0],
  'an event that is -1 while it is not set (QEMU)': [0x80, 0xffff_ffff],
} as const;

test.each(Object.entries(waits))('%s is a sleep for a lock', (_, [operation, value]) => {
  expect(isLockWait({ address: '0x1', operation, value })).toBe(true);
});

test.each(Object.entries(others))('%s is no sleep for a lock', (_, [operation, value]) => {
  expect(isLockWait({ address: '0x1', operation, value })).toBe(false);
});

test('sleepers of one word are added up, those of different words are not', () => {
  const wait = (address: string, seen: number): object => ({
    syscall: 202,
    futex: { address, operation: 0x80, value: 2 },
    seen,
  });
  const watch = watched(1, [wait('0xa', 20), { ...wait('0xa', 5), state: 'D' }, wait('0xb', 22)]);
  expect(busiestLock(watch.processes[0] ?? null)).toBe(2.5);
  expect(busiestLock(null)).toBe(0);
});

test('where the arguments are hidden the wait channel still tells futex', () => {
  const watch = watched(1, [
    { waitChannel: 'futex_do_wait', seen: 30 },
    { waitChannel: 'do_epoll_wait', seen: 10 },
  ]);
  expect(threadsInFutex(watch.processes[0] ?? null)).toEqual({ all: 3, hidden: 3 });
});
