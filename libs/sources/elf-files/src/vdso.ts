import { closeSync, openSync, readFileSync } from 'node:fs';
import type { ByteSource } from '@ai-perf/core-model';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Bytes } from '@ai-perf/core-units';
import { readAt } from './open-files.ts';

/** The kernel maps one and the same image into every 64-bit process, so ours serves for all. see: vdso(7) */
export function readVdso(): Result<ByteSource> {
  const line = /^([0-9a-f]+)-([0-9a-f]+) .*\[vdso\]$/m.exec(readFileSync('/proc/self/maps', 'latin1'));
  if (line === null) return err(noVdso());
  const start = parseInt(line[1] ?? '', 16);
  const memory = openSync('/proc/self/mem', 'r');
  const image = readAt(memory, start, parseInt(line[2] ?? '', 16) - start);
  closeSync(memory);
  return ok({ size: as<Bytes>(image.length), read: (offset, length) => image.subarray(offset, offset + length) });
}

const noVdso = (): ReturnType<typeof problem> =>
  problem('vdso-missing', {
    what: 'no function names for [vdso]',
    why: 'this kernel maps no vDSO',
    fix: 'boot without vdso=0',
  });
