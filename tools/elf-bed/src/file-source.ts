import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Bytes } from '@ai-perf/core-units';

export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: as<Bytes>(bytes.length), read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** Reads only what is asked for: a Node binary has 100 MB. */
export function fileSource(path: string): ByteSource {
  const probe = openSync(path, 'r');
  const { size } = fstatSync(probe);
  closeSync(probe);
  return {
    size: as<Bytes>(size),
    read: (offset, length) => {
      const descriptor = openSync(path, 'r');
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      const count = readSync(descriptor, bytes, 0, bytes.length, offset);
      closeSync(descriptor);
      return bytes.subarray(0, count);
    },
  };
}
