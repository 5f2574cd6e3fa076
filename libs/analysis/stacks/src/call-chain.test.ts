import { expect, test } from 'vitest';
import { inKernel, inUser } from '../test/batches.ts';
import { splitChain, wordsOf } from './call-chain.ts';

const split = (...chain: bigint[]): ReturnType<typeof splitChain> =>
  splitChain(wordsOf(BigUint64Array.from(chain)), 0, chain.length);
const marker = (value: number): bigint => BigInt.asUintN(64, BigInt(value));

test('the markers part kernel and user addresses', () => {
  const kernelAddress = 0xffff_ffff_8100_0010n;
  expect(split(inKernel, kernelAddress, inUser, 0x7f12_3456_789an, 0x401000n)).toEqual({
    kernel: [Number(BigInt.asUintN(53, kernelAddress))],
    user: [0x7f12_3456_789a, 0x401000],
  });
});

test('without markers the upper half of the address space is the kernel', () => {
  const { kernel, user } = split(0xffff_ffff_8100_0010n, 0x401000n);
  expect([kernel.length, user]).toEqual([1, [0x401000]]);
});

test('frames of a guest and of the hypervisor are left out', () => {
  expect(split(marker(-2048), 0x1000n, marker(-2560), 0x2000n, marker(-32), 0x3000n, inUser, 0x4000n)).toEqual({
    kernel: [],
    user: [0x4000],
  });
});
