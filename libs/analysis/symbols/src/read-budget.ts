import type { ByteSource } from '@ai-perf/core-model';

/**
 * A hostile header can point a hundred thousand sections at the same bytes. Whatever it says, no more is read than
 * `factor` times the file; what lies beyond is missing, as in a file cut short.
 */
export function withReadBudget(source: ByteSource, factor = 4): ByteSource {
  let left = source.size * factor + 65_536;
  return {
    size: source.size,
    read: (offset, length) => {
      const bytes = left > 0 ? source.read(offset, Math.min(length, left)) : new Uint8Array();
      left -= bytes.length;
      return bytes;
    },
  };
}
