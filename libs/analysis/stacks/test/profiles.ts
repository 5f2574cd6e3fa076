import type { ModuleFiles, Profile, RawBatch } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Nanoseconds } from '@ai-perf/core-units';
import { noModuleFiles } from '@ai-perf/tools-elf-bed';
import { createProfileBuilder } from '../src/index.ts';
import { header } from './batches.ts';

export function profileOf(batches: readonly RawBatch[], modules: Partial<ModuleFiles> = {}): Profile {
  const builder = createProfileBuilder({ header, modules: { ...noModuleFiles, ...modules } });
  for (const batch of batches) builder.add(batch);
  return builder.finish(as<Nanoseconds>(1e9));
}

/** Rows of a sample's frames, leaf first. */
export function framesOf({ samples, stacks }: Profile, sample: number): number[] {
  const frames: number[] = [];
  for (let row = samples.stack[sample] ?? -1; row !== -1; row = stacks.parent[row] ?? -1) {
    frames.push(stacks.frame[row] ?? -1);
  }
  return frames;
}

export function functionOf({ strings, frames }: Profile, frame: number): string {
  return strings[frames.function[frame] ?? -1] ?? '';
}

export function moduleOf({ strings, frames, modules }: Profile, frame: number): string | null {
  return strings[modules.path[frames.module[frame] ?? -1] ?? -1] ?? null;
}

/** Function names of a sample, leaf first. */
export function namesOf(profile: Profile, sample: number): string[] {
  return framesOf(profile, sample).map((frame) => functionOf(profile, frame));
}

export function commOf({ strings, samples }: Profile, sample: number): string {
  return strings[samples.comm[sample] ?? -1] ?? '';
}
