import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';
import { kernelFileProblem, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Bytes, Hertz } from '@ai-perf/core-units';

/** What sysconf(3) would say, without a child process: the kernel hands it to every program at its start. */
export interface SystemConstants {
  readonly pageSize: Bytes;
  /** Ticks a second in /proc (USER_HZ). */
  readonly clockTicks: Hertz;
}

// see: getauxval(3), include/uapi/linux/auxvec.h
const pageSizeKey = 6n;
const clockTicksKey = 17n;

/** Pairs of 64-bit words, key and value, in the byte order of the machine. */
export function parseAuxiliaryVector(bytes: Uint8Array, littleEndian: boolean): Result<SystemConstants> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Map<bigint, number>();
  for (let at = 0; at + 16 <= bytes.byteLength; at += 16) {
    values.set(view.getBigUint64(at, littleEndian), Number(view.getBigUint64(at + 8, littleEndian)));
  }
  const [pageSize, clockTicks] = [values.get(pageSizeKey), values.get(clockTicksKey)];
  if (pageSize === undefined || clockTicks === undefined) {
    return err(malformed('/proc/self/auxv', 'AT_PAGESZ or AT_CLKTCK is missing'));
  }
  return ok({ pageSize: pageSize as Bytes, clockTicks: clockTicks as Hertz });
}

export function readSystemConstants(procRoot = '/proc'): Result<SystemConstants> {
  const path = `${procRoot}/self/auxv`;
  try {
    return parseAuxiliaryVector(readFileSync(path), endianness() === 'LE');
  } catch (thrown) {
    return err(kernelFileProblem(path, thrown, 'host'));
  }
}
