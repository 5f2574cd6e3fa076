import { closeSync, openSync, readFileSync } from 'node:fs';
import type { ByteSource } from '@ai-perf/core-model';
import { err, isSystemError, ok, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Bytes } from '@ai-perf/core-units';
import { readAt } from './open-files.ts';

/** The kernel maps one and the same image into every 64-bit process, so ours serves for all. see: vdso(7) */
export function readVdso(): Result<ByteSource> {
  try {
    const line = /^([0-9a-f]+)-([0-9a-f]+) .*\[vdso\]$/m.exec(readFileSync('/proc/self/maps', 'latin1'));
    if (line === null) return err(noVdso('this kernel maps no vDSO', 'boot without vdso=0'));
    const start = parseInt(line[1] ?? '', 16);
    const image = readMemory(start, parseInt(line[2] ?? '', 16) - start);
    return ok({ size: as<Bytes>(image.length), read: (offset, length) => image.subarray(offset, offset + length) });
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    return err(noVdso(`our own memory cannot be read: ${thrown.syscall}: ${thrown.code}`, 'mount /proc'));
  }
}

function readMemory(start: number, length: number): Uint8Array {
  const memory = openSync('/proc/self/mem', 'r');
  try {
    return readAt(memory, start, length);
  } finally {
    closeSync(memory);
  }
}

const noVdso = (why: string, fix: string): Problem =>
  problem('vdso-missing', { what: 'no function names for [vdso]', why, fix });
