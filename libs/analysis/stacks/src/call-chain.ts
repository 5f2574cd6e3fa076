import { lowAddressBits } from '@ai-perf/analysis-symbols';

/** Addresses of one sample, leaf first, in exact doubles. */
export interface CallChain {
  readonly kernel: readonly number[];
  readonly user: readonly number[];
}

// Markers are small negative numbers. see: include/uapi/linux/perf_event.h enum perf_callchain_context
const allOnes = 0xffff_ffff;
const lowestMarker = 0x1_0000_0000 - 4095;
const kernelMarker = 0x1_0000_0000 - 128;
const userMarker = 0x1_0000_0000 - 512;
const kernelHalf = 0x8000_0000;

/** Splits the words of a chain by its context markers; `words` are the halves of 64-bit values, low one first. */
export function splitChain(words: Uint32Array, from: number, to: number): CallChain {
  const chain = { kernel: [] as number[], user: [] as number[] };
  // Without a marker the address itself tells: the kernel has the upper half.
  let into: number[] | null = null;
  for (let at = from; at < to; at += 1) {
    const low = words[2 * at] ?? 0;
    const high = words[2 * at + 1] ?? 0;
    if (high === allOnes && low >= lowestMarker) into = behindMarker(chain, low);
    else (into ?? (high >= kernelHalf ? chain.kernel : chain.user)).push(lowAddressBits(high, low));
  }
  return chain;
}

/** Where the addresses behind a marker belong: those of hypervisor and guests nowhere, theirs are other spaces. */
function behindMarker(chain: { readonly kernel: number[]; readonly user: number[] }, marker: number): number[] {
  if (marker === kernelMarker) return chain.kernel;
  return marker === userMarker ? chain.user : [];
}

/** The halves of 64-bit values without making a bigint of each. */
export function wordsOf(values: BigUint64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
}
