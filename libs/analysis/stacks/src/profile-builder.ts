import type { FrameId, ModuleFiles, Profile, RawBatch, UserStackCopy } from '@ai-perf/core-model';
import type { Problem } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Count, Nanoseconds } from '@ai-perf/core-units';
import type { StackEnd } from '@ai-perf/analysis-unwind';
import { wordsOf } from './call-chain.ts';
import { nameFrames } from './frame-columns.ts';
import { FrameLocator } from './frame-locator.ts';
import { ModuleRegistry } from './module-registry.ts';
import type { ProfileHeader } from './profile-header.ts';
import { rawRow } from './raw-row.ts';
import type { RawRow } from './raw-row.ts';
import { SampleColumns } from './sample-columns.ts';
import { StackTree } from './stack-tree.ts';
import { StringTable } from './string-table.ts';
import { TaskTimeline } from './task-timeline.ts';
import { countTruncated } from './truncation.ts';
import type { Walk } from './truncation.ts';
import { unwound, walkedByKernel } from './user-walk.ts';
import type { UserWalk } from './user-walk.ts';

export interface ProfileBuilderOptions {
  readonly header: ProfileHeader;
  readonly modules: ModuleFiles;
  /** Row of the one event that the profile is of; without it samples of all events are taken. */
  readonly event?: number;
}

/** Takes raw batches in the order of their time and ends in a profile. */
export interface ProfileBuilder {
  add(batch: RawBatch): void;
  /** Names the frames: the one slow step. May be called once. */
  finish(duration: Nanoseconds): Profile;
  /** What kept frames without names; complete after `finish`. */
  problems(): readonly Problem[];
  /** How many samples' walks over a copied stack ended in which way. */
  walkEnds(): ReadonlyMap<StackEnd, number>;
}

export function createProfileBuilder(options: ProfileBuilderOptions): ProfileBuilder {
  return new Builder(options);
}

class Builder implements ProfileBuilder {
  readonly #options: ProfileBuilderOptions;
  readonly #timeline = new TaskTimeline();
  readonly #modules: ModuleRegistry;
  readonly #locator: FrameLocator;
  readonly #strings = new StringTable();
  readonly #stacks = new StackTree();
  readonly #samples = new SampleColumns();
  readonly #ends: Walk[] = [];
  #lost = 0;
  #throttled = 0;

  constructor(options: ProfileBuilderOptions) {
    this.#options = options;
    this.#modules = new ModuleRegistry(options.modules, options.header.startedAt);
    this.#locator = new FrameLocator(this.#modules);
  }

  add({ samples, tasks, lost, throttled }: RawBatch): void {
    const words = wordsOf(samples.chain);
    const { event: wanted } = this.#options;
    let task = 0;
    for (let row = 0; row < samples.count; row += 1) {
      const at = samples.at[row] ?? 0;
      for (let event = tasks[task]; event !== undefined && event.at <= at; event = tasks[task]) {
        this.#timeline.apply(event);
        task += 1;
      }
      if (wanted === undefined || samples.event[row] === wanted) this.#addSample(rawRow(samples, row, words));
    }
    for (const event of tasks.slice(task)) this.#timeline.apply(event);
    this.#lost += lost;
    this.#throttled += throttled;
  }

  finish(duration: Nanoseconds): Profile {
    const stacks = { frame: this.#stacks.frame, parent: this.#stacks.parent };
    const { frames, modules } = nameFrames(this.#locator.frames, this.#strings);
    return {
      ...this.#options.header,
      duration,
      strings: this.#strings.list(),
      modules,
      frames,
      stacks,
      samples: this.#samples.table,
      lost: as<Count>(this.#lost),
      truncated: as<Count>(countTruncated(stacks, this.#ends, this.#locator.frames)),
      throttled: as<Count>(this.#throttled),
    };
  }

  problems(): readonly Problem[] {
    return this.#modules.problems();
  }

  walkEnds(): ReadonlyMap<StackEnd, number> {
    const counts = new Map<StackEnd, number>();
    for (const [, end] of this.#ends) if (end !== null) counts.set(end, (counts.get(end) ?? 0) + 1);
    return counts;
  }

  #addSample({ at, cpu, tgid, tid, period, chain, copy }: RawRow): void {
    const walk = this.#walkUser(chain.user, copy, tgid);
    const stack = this.#stacks.add([...this.#kernelFrames(chain.kernel), ...walk.frames]);
    const comm = this.#strings.id(this.#timeline.comm(tgid, tid));
    const weight = this.#options.header.weightUnit === 'samples' ? 1 : period;
    this.#ends.push([stack, walk.end]);
    this.#samples.push({ at, cpu, tgid, tid, comm, stack, weight });
  }

  #kernelFrames(pcs: readonly number[]): FrameId[] {
    return pcs.map((pc, depth) => this.#locator.kernel(pc, depth === 0 ? 'ip' : 'return-address'));
  }

  #walkUser(pcs: readonly number[], copy: UserStackCopy | null, tgid: number): UserWalk {
    const process = { tgid, space: this.#timeline.space(tgid) };
    if (copy === null) return walkedByKernel(this.#locator, pcs, process);
    const own = unwound(this.#locator, copy, process);
    // A sampler may ask for both. The deeper of two broken walks lost less.
    if (own.end === 'root' || own.frames.length >= pcs.length) return own;
    return walkedByKernel(this.#locator, pcs, process);
  }
}
