import type { RawSamples, UserStackCopy } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Nanoseconds } from '@ai-perf/core-units';
import { splitChain } from './call-chain.ts';
import type { CallChain } from './call-chain.ts';

/** One row of the raw columns. */
export interface RawRow {
  readonly at: Nanoseconds;
  readonly cpu: number;
  readonly tgid: number;
  readonly tid: number;
  readonly period: number;
  readonly chain: CallChain;
  readonly copy: UserStackCopy | null;
}

/** `words` are the halves of the columns' chain, see `wordsOf`. */
export function rawRow(samples: RawSamples, row: number, words: Uint32Array): RawRow {
  const [at = 0, cpu = -1, period = 0] = [samples.at[row], samples.cpu[row], samples.period[row]];
  const [tgid = 0, tid = 0] = [samples.tgid[row], samples.tid[row]];
  const [from = 0, to = 0] = [samples.chainEnd[row - 1], samples.chainEnd[row]];
  const copy = samples.userStacks?.[row] ?? null;
  return { at: as<Nanoseconds>(at), cpu, tgid, tid, period, chain: splitChain(words, from, to), copy };
}
