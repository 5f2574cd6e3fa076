import { malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';

/** The kernel's largest NR_CPUS. see: arch/x86/Kconfig */
const mostCpus = 8192;

/** `0-3,7` -> [0, 1, 2, 3, 7]; empty text is no CPU. see: lib/bitmap-str.c bitmap_print_to_pagebuf() */
export function parseCpuList(text: string): Result<number[]> {
  if (text === '') return ok([]);
  const cpus: number[] = [];
  for (const part of text.split(',')) {
    const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last ?? first)];
    // A comparison with NaN is false: this refuses what did not match, too.
    if (!(from <= to && to < mostCpus)) return err(malformed('a list of CPUs', `"${part}" is no range of them`));
    for (let cpu = from; cpu <= to; cpu += 1) cpus.push(cpu);
  }
  return ok(cpus);
}
