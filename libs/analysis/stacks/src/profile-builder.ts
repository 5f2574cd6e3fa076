import type { FrameId, ModuleFiles, Profile, RawBatch, RawSamples } from '@ai-perf/core-model';
import type { Problem } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Count, Nanoseconds } from '@ai-perf/core-units';
import { splitChain, wordsOf } from './call-chain.ts';
import { nameFrames } from './frame-columns.ts';
import { FrameLocator } from './frame-locator.ts';
import { ModuleRegistry } from './module-registry.ts';
import type { ProfileHeader } from './profile-header.ts';
import { SampleColumns } from './sample-columns.ts';
import { StackTree } from './stack-tree.ts';
import { StringTable } from './string-table.ts';
import { TaskTimeline } from './task-timeline.ts';

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
  #lost = 0;
  #throttled = 0;

  constructor(options: ProfileBuilderOptions) {
    this.#options = options;
    this.#modules = new ModuleRegistry(options.modules, options.header.startedAt);
    this.#locator = new FrameLocator(this.#modules);
  }

  add({ samples, tasks, lost, throttled }: RawBatch): void {
    const words = wordsOf(samples.chain);
    let task = 0;
    for (let row = 0; row < samples.count; row += 1) {
      const at = samples.at[row] ?? 0;
      for (let event = tasks[task]; event !== undefined && event.at <= at; event = tasks[task]) {
        this.#timeline.apply(event);
        task += 1;
      }
      if (this.#options.event === undefined || samples.event[row] === this.#options.event) this.#addSample(samples, row, words);
    }
    for (const event of tasks.slice(task)) this.#timeline.apply(event);
    this.#lost += lost;
    this.#throttled += throttled;
  }

  finish(duration: Nanoseconds): Profile {
    const { frames, modules, roots } = nameFrames(this.#locator.frames, this.#strings);
    return {
      ...this.#options.header,
      duration,
      strings: this.#strings.list(),
      modules,
      frames,
      stacks: { frame: this.#stacks.frame, parent: this.#stacks.parent },
      samples: this.#samples.table,
      lost: as<Count>(this.#lost),
      truncated: as<Count>(this.#countTruncated(roots)),
      throttled: as<Count>(this.#throttled),
    };
  }

  problems(): readonly Problem[] {
    return this.#modules.problems();
  }

  #addSample(samples: RawSamples, row: number, words: Uint32Array): void {
    const tgid = samples.tgid[row] ?? 0;
    const tid = samples.tid[row] ?? 0;
    const { kernel, user } = splitChain(words, row === 0 ? 0 : (samples.chainEnd[row - 1] ?? 0), samples.chainEnd[row] ?? 0);
    this.#samples.push({
      at: as<Nanoseconds>(samples.at[row] ?? 0),
      cpu: samples.cpu[row] ?? -1,
      tgid,
      tid,
      comm: this.#strings.id(this.#timeline.comm(tgid, tid)),
      stack: this.#stacks.add([...this.#kernelFrames(kernel), ...this.#userFrames(user, tgid)]),
      weight: this.#options.header.weightUnit === 'samples' ? 1 : (samples.period[row] ?? 0),
    });
  }

  #kernelFrames(pcs: readonly number[]): FrameId[] {
    return pcs.map((pc, depth) => this.#locator.kernel(pc, depth === 0 ? 'ip' : 'return-address'));
  }

  #userFrames(pcs: readonly number[], tgid: number): FrameId[] {
    const process = { tgid, space: this.#timeline.space(tgid) };
    return pcs.map((pc, depth) => this.#locator.user(pc, depth === 0 ? 'ip' : 'return-address', process));
  }

  /**
   * Samples whose outermost frame is a named function that is known to have callers. A frame without a name is not
   * judged: it may be the C library's start_thread, whose name distributions strip.
   */
  #countTruncated(roots: readonly string[]): number {
    const outermost: FrameId[] = [];
    this.#stacks.frame.forEach((frame, row) => {
      const parent = this.#stacks.parent[row] ?? -1;
      outermost.push(parent === -1 ? frame : (outermost[parent] ?? frame));
    });
    return this.#samples.table.stack.filter((stack) => stack !== -1 && roots[outermost[stack] ?? 0] === 'no').length;
  }
}
