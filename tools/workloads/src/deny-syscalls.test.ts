import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { unwrap } from '@ai-perf/core-result';
import { compile } from './index.ts';

const path = unwrap(await compile({ program: 'deny-syscalls', framePointers: false }));

test('under the filter ptrace is refused with EPERM', () => {
  // PTRACE_TRACEME is request 0 and needs no right at all without the filter. see: ptrace(2)
  const source = 'import ctypes,os;l=ctypes.CDLL(None,use_errno=True);r=l.ptrace(0,0,0,0);print(r,ctypes.get_errno())';
  expect(spawnSync(path, ['--', 'python3', '-c', source], { encoding: 'utf8' }).stdout).toBe('-1 1\n');
  expect(spawnSync(path, ['bpf', '--', 'python3', '-c', source], { encoding: 'utf8' }).stdout).toBe('0 0\n');
});

test('the status of the command comes through', () => {
  expect(spawnSync(path, ['--', 'sh', '-c', 'exit 7']).status).toBe(7);
});

test('a name that is not known is wrong usage', () => {
  expect(spawnSync(path, ['openat2', '--', 'true'])).toMatchObject({ status: 2 });
});

test('the filter and no_new_privs show in /proc', () => {
  const grep = ['grep', '-E', '^(Seccomp|NoNewPrivs):', '/proc/self/status'];
  const shown = spawnSync(path, ['--', ...grep], { encoding: 'utf8' });
  expect(shown.stdout).toBe('NoNewPrivs:\t1\nSeccomp:\t2\n');
});
