import { unwrap } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { expect, test } from 'vitest';
import { lowAddressBits, parseKernelSymbols } from './index.ts';
import type { KernelFunction, KernelSymbols } from './index.ts';

const parse = (lines: string): Result<KernelSymbols> => parseKernelSymbols(new TextEncoder().encode(lines));
const kernelAddress = (low: number): number => lowAddressBits(0xffff_ffff, low);

const text = `0000000000000000 A fixed_percpu_data
ffffffff81000000 T _text
ffffffff81000000 T _stext
ffffffff81000040 t local_one
ffffffff81000080 T do_work
ffffffff81000080 t __do_work
ffffffff81000100 D some_data
ffffffffc0a00000 t ext4_read\t[ext4]
`;

const find = (low: number): KernelFunction | null => unwrap(parse(text)).find(kernelAddress(low));

test('a function reaches to the next symbol of any kind', () => {
  expect([0x81000000, 0x8100003f, 0x81000040, 0x810000ff, 0x81000100].map((low) => find(low)?.name)).toEqual([
    '_stext', '_stext', 'local_one', 'do_work', undefined,
  ]);
});

test("a loaded module's function carries the module", () => {
  expect(find(0xc0a00010)).toEqual({ name: 'ext4_read', module: '[ext4]', kernelStart: kernelAddress(0x81000000) });
});

test('addresses that the kernel hides are a Problem, not names', () => {
  const hidden = parse('0000000000000000 T _text\n0000000000000000 T do_work\n');
  expect(hidden.ok ? null : hidden.problem.code).toBe('kernel-symbols-hidden');
  expect(parse('').ok).toBe(false);
});

test('broken lines are passed over', () => {
  expect(unwrap(parse(`${text}garbage\nffffffff82000000\n\nffffffff82000000 T \n`)).count).toBe(4);
});
