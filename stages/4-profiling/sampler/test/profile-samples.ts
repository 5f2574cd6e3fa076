import type { Profile } from '@ai-perf/core-model';
import type { JudgedSample } from './perf-record.ts';

/** A profile's samples in the judge's form. */
export function samplesOf({ samples, stacks, frames, strings }: Profile): readonly JudgedSample[] {
  return samples.stack.map((stack) => {
    const functions: string[] = [];
    for (let row: number = stack; row !== -1; row = stacks.parent[row] ?? -1) {
      functions.push(strings[frames.function[stacks.frame[row] ?? 0] ?? 0] ?? '');
    }
    return { functions, inKernel: frames.space[stacks.frame[stack] ?? -1] === 'kernel' };
  });
}

/** Share of the samples that have each of the functions anywhere on their stack, in percent. */
export function sharesOf(samples: readonly JudgedSample[], names: readonly string[]): readonly number[] {
  return names.map((name) => {
    const having = samples.filter(({ functions }) => functions.includes(name)).length;
    return (having / samples.length) * 100;
  });
}
