import { readFileSync } from 'node:fs';
import { unwrap } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { readKernelSymbols } from './index.ts';

test("the kernel's list has a line for the function that starts it", () => {
  const text = Buffer.from(unwrap(readKernelSymbols())).toString('latin1');
  expect(text).toMatch(/^[0-9a-f]{16} T start_kernel$/m);
  expect(text.split('\n').length).toBe(readFileSync('/proc/kallsyms', 'latin1').split('\n').length);
});

test('a kernel without the list is a Problem', () => {
  const result = readKernelSymbols('/proc/no-such-list');
  expect(result.ok ? 'ok' : result.problem.code).toBe('kernel-symbols-missing');
});
