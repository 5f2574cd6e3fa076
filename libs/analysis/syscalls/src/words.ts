import type { Word } from '@ai-perf/core-wire';

/** The kernel takes an `int` from the low half of a register. */
export const toInt32 = (word: Word): number =>
  typeof word === 'number' ? word | 0 : Number(BigInt.asIntN(32, word));

export const toUint32 = (word: Word): number => toInt32(word) >>> 0;

/** As an unsigned 64-bit number. */
export const toUnsigned = (word: Word): Word =>
  word < 0 ? BigInt.asUintN(64, BigInt(word)) : word;

export const hex = (word: Word): string => `0x${toUnsigned(word).toString(16)}`;

/** `%#lx` of C: zero has no prefix. */
export const alternateHex = (word: Word): string => (isZero(word) ? '0' : hex(word));

export const pointer = (word: Word): string => (isZero(word) ? 'NULL' : hex(word));

export const isZero = (word: Word): boolean => word === 0 || word === 0n;

export const octal = (value: number): string => (value === 0 ? '0' : `0${value.toString(8)}`);

/** A mode as `%#03o` of C writes it: `0644`, `022`, `000`. */
export const octalMode = (value: number): string => octal(value).padStart(3, '0');
