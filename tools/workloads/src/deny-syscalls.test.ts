import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { unwrap } from '@ai-perf/core-result';
import { compile } from './index.ts';

const path = unwrap(await compile({ program: 'deny-syscalls', framePointers: false }));

const EPERM = 1;
const sight = unwrap(await compile({ program: 'sight', framePointers: false }));

function sightUnder(...names: string[]): Record<string, number> {
  return JSON.parse(spawnSync(path, [...names, '--', sight], { encoding: 'utf8' }).stdout) as Record<string, number>;
}

test('under the filter each call of an observer is refused with EPERM', () => {
  const refused = { perf: EPERM, perfKernel: EPERM, bpf: EPERM, ptrace: EPERM, processMemory: EPERM };
  expect(sightUnder()).toMatchObject(refused);
});

test('a filter that is told names refuses those alone', ({ skip }) => {
  const own = JSON.parse(spawnSync(sight, { encoding: 'utf8' }).stdout) as Record<string, number>;
  skip(own['ptrace'] !== 0, 'ptrace is refused to this very process');
  expect(sightUnder('bpf', 'process_vm_readv')).toMatchObject({ bpf: EPERM, processMemory: EPERM, ptrace: 0 });
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
