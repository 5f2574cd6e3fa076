import type { Nanoseconds } from '@ai-perf/core-units';
import { expect, test } from 'vitest';
import { sampleBit, x86UserRegisters } from './abi.ts';
import { RecordDecoder } from './decoder.ts';

// xorshift32: the same bytes in every run. see: Marsaglia, "Xorshift RNGs", 2003
function* noise(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

const { identifier, ip, tid, time, cpu, period, callChain, registersUser, stackUser } = sampleBit;
const { read, raw, branchStack } = sampleBit;
const usual = identifier | ip | tid | time | cpu | period | callChain;
const layout = {
  sampleType: usual | registersUser | stackUser | read | raw | branchStack,
  readFormat: 31,
  branchSampleType: 0,
  registersUser: x86UserRegisters.mask,
  sampleIdAll: true,
};

test('random bytes with plausible headers are decoded or counted, record by record', () => {
  const random = noise(20_251_121);
  for (let round = 0; round < 2000; round += 1) {
    const bytes = new Uint8Array(512).map(() => random.next().value & (round % 2 === 0 ? 0xff : 0x03));
    const view = new DataView(bytes.buffer);
    let records = 0;
    for (let at = 0; at + 8 <= bytes.length; ) {
      const size = Math.min(8 + (random.next().value % 15) * 8, bytes.length - at);
      view.setUint32(at, random.next().value % 16, true);
      view.setUint16(at + 6, size, true);
      at += size;
      records += 1;
    }
    const decoder = new RecordDecoder({ layouts: [layout], origin: 0n });
    expect(decoder.push(bytes)).toBe(bytes.length);
    const { samples, tasks } = decoder.takeBefore(Infinity as Nanoseconds);
    const { malformed, early } = decoder.counts;
    expect(samples.count + tasks.length + malformed + early).toBeLessThanOrEqual(records);
    expect(samples.chainEnd[samples.count - 1] ?? 0).toBeLessThanOrEqual(64 * samples.count);
  }
});
