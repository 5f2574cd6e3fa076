import { expect, test } from 'vitest';
import { frame, kernel, libc, stack } from '../testing/quiet-host.ts';
import { isLockCall, isSyncCall, isWriteCall, runtimeOf } from './runtime-frames.ts';
import { callSite, hotSite } from './site.ts';

const exe = (name: string): ReturnType<typeof frame> => frame(name);
const isRuntime = (one: ReturnType<typeof frame>): boolean => runtimeOf([one])(one);

test('functions of the C library are known by their module, and by name where they are linked in', () => {
  const own = [
    '_ZN5store4saveEv',
    'handle_request',
    'update_balance',
    'write_journal',
    'open_files',
    'read_request',
    'syncopate',
    'free_list',
  ];
  const linked = [
    ...[
      '__lll_lock_wait',
      '___pthread_mutex_lock',
      '__libc_malloc',
      '_int_malloc',
      'sysmalloc',
      '__memset_avx2_unaligned_erms',
    ],
    ...[
      '__write',
      '__GI___libc_write',
      '__write_nocancel',
      'fsync',
      '__open64',
      'madvise',
      '_IO_file_write',
      'malloc@plt',
    ],
    ...['_ZNSt5mutex4lockEv', '_ZN3std3sys4sync5mutex5futex5Mutex14lock_contended17h0E'],
    ...['pthread_mutex_lock@@GLIBC_2.2.5', '_int_free.part.0', 'operator new(unsigned long)', '_Znwm'],
  ];
  expect(own.filter((name) => isRuntime(exe(name)))).toEqual([]);
  expect(linked.filter((name) => !isRuntime(exe(name)))).toEqual([]);
  expect(isRuntime(frame('anything', '/usr/lib/x86_64-linux-gnu/libc.so.6'))).toBe(true);
  expect(isRuntime(frame('anything', '/lib/libpthread-2.31.so'))).toBe(true);
  expect(isRuntime(frame('anything', '/opt/libcache.so.1'))).toBe(false);
});

test('beside a C library of its own, a function of the program may be called as it likes', () => {
  const stacks = [
    stack(1, 9, kernel('do_anonymous_page'), exe('sync'), exe('main'), libc('__libc_start_call_main'), exe('_start')),
  ];
  expect(callSite(stacks)?.function).toBe('sync');
  expect(callSite([stack(1, 9, exe('sync'), exe('main'), exe('_start'))])?.function).toBe('main');
});

test('lock, write and sync calls are known on both sides of the kernel', () => {
  const locks = ['pthread_mutex_lock', '___pthread_mutex_lock', '__lll_lock_wait', 'pthread_rwlock_wrlock', 'mtx_lock'];
  expect(locks.filter((name) => !isLockCall(libc(name)))).toEqual([]);
  expect(
    ['pthread_cond_wait', 'pthread_mutex_unlock', 'sem_wait', 'lock_account'].filter((name) => isLockCall(libc(name))),
  ).toEqual([]);
  expect([kernel('ksys_write'), kernel('__x64_sys_pwrite64'), libc('__write')].every(isWriteCall)).toBe(true);
  expect(
    [kernel('ext4_sync_file'), kernel('__x64_sys_fdatasync'), kernel('vfs_fsync_range'), libc('fsync')].every(
      isSyncCall,
    ),
  ).toBe(true);
});

test('a call site is the first function of the program above the library', () => {
  const stacks = [
    stack(
      1,
      6,
      kernel('do_anonymous_page'),
      libc('__memset_avx2_erms'),
      exe('cache_session'),
      exe('serve'),
      exe('main'),
    ),
    stack(1, 4, kernel('do_anonymous_page'), exe('build_response'), exe('serve'), exe('main')),
  ];
  expect(callSite(stacks)).toEqual({ function: 'cache_session', module: '/usr/bin/service', share: 0.6 });
});

test('without a majority there is no site', () => {
  expect(callSite([stack(1, 4, exe('a')), stack(1, 3, exe('b')), stack(1, 3, exe('c'))])).toBeNull();
});

test('the hot site is the innermost function with half of the time, and neither main nor a thread start', () => {
  const spread = [
    stack(1, 5, exe('hash'), exe('match'), exe('main')),
    stack(1, 5, exe('compare'), exe('match'), exe('main')),
  ];
  expect(hotSite([...spread, stack(1, 5, exe('scan'), exe('match'), exe('main'))])?.function).toBe('match');
  expect(hotSite([stack(1, 9, exe('main'), libc('__libc_start_main'))])?.function).toBe('main');
});

test('recursion counts once', () => {
  expect(hotSite([stack(1, 9, exe('leaf'), exe('walk'), exe('walk'), exe('walk')), stack(1, 3, exe('walk'))])).toEqual({
    function: 'leaf',
    module: '/usr/bin/service',
    share: 0.75,
  });
});

test('a clone that the compiler made goes by the name of its function', () => {
  expect(callSite([stack(1, 9, libc('memset'), exe('fill_tile.constprop.0.isra.0'))])?.function).toBe('fill_tile');
});

test('frames without names are passed over', () => {
  expect(callSite([stack(1, 9, libc('read'), exe('0x401000'), exe('fetch'))])?.function).toBe('fetch');
});
