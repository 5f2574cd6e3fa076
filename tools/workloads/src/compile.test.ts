import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { unwrap } from '@ai-perf/core-result';
import { compile } from './index.ts';

const spin = { program: 'spin', framePointers: true };
const prologue = /push +%rbp\n.*mov +%rsp,%rbp/;
const assemblyOf = (path: string, name: string): string =>
  execFileSync('objdump', ['-d', `--disassemble=${name}`, path], { encoding: 'utf8' });

test('what is built once is not built again', async () => {
  const first = unwrap(await compile(spin));
  expect(unwrap(await compile(spin))).toBe(first);
  expect(unwrap(await compile({ ...spin, framePointers: false }))).not.toBe(first);
});

test('frame pointers are kept in one variant and not in the other', async ({ skip }) => {
  skip(process.arch !== 'x64', 'the prologue that is looked for is that of x86-64');
  const kept = unwrap(await compile(spin));
  const omitted = unwrap(await compile({ ...spin, framePointers: false }));
  expect(assemblyOf(kept, 'process_batch')).toMatch(prologue);
  expect(assemblyOf(omitted, 'process_batch')).not.toMatch(prologue);
});

test('a function carries the name that the build gives it', async () => {
  const path = unwrap(await compile({ ...spin, defines: { HOT_FUNCTION: 'rank_results' } }));
  expect(assemblyOf(path, 'rank_results')).toContain('<rank_results>:');
});

test('a program that does not compile is a problem with the words of the compiler', async () => {
  const built = await compile({ ...spin, defines: { HOT_FUNCTION: '1x' } });
  expect(built).toMatchObject({ ok: false, problem: { code: 'compile-failed' } });
  expect(!built.ok && built.problem.why).toContain('invalid suffix "x" on integer constant');
});
