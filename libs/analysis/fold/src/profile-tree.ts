import type { FrameId, Profile, StackId } from '@ai-perf/core-model';
import type { FlameFrame, FlameTree } from './flame-tree.ts';
import { sampleJudge, staysOnStack } from './sample-filter.ts';
import type { DropReason, SampleFilter } from './sample-filter.ts';
import { TreeBuilder } from './tree-builder.ts';

export interface TreeOptions {
  /** What the bottom frame tells apart: commands, `comm-TGID`, or `comm-TGID/TID` as stackcollapse-perf.pl does. */
  readonly thread?: 'comm' | 'process' | 'thread';
  readonly filter?: SampleFilter;
  /** Leaf first: merges by callee and shows who calls it. */
  readonly reverse?: boolean;
  /** `samples` counts each sample as 1 whatever it weighs. */
  readonly weigh?: 'weight' | 'samples';
}

/** Merges the samples of a checked profile. Pure; memory grows with the number of different stacks, not of samples. */
export function flameTreeOfProfile(profile: Profile, options: TreeOptions = {}): FlameTree {
  const builder = new TreeBuilder();
  const paths = new PathFinder(profile, options, builder);
  const judge = sampleJudge(profile, options.filter ?? {});
  const counts = options.weigh === 'samples';
  const sums = new StackSums();
  const { stack, weight } = profile.samples;
  stack.forEach((id, row) => {
    const heavy = counts ? 1 : (weight[row] ?? 0);
    const reason = (heavy === 0 ? 'zero weight' : judge(row)) ?? paths.refusalOf(id);
    if (reason !== null) return builder.book.drop(reason, heavy);
    builder.book.keep(heavy);
    sums.add(paths.threadOf(row), id, heavy);
  });
  sums.forEach((thread, id, sum) => builder.add(paths.pathOf(thread, id), sum.weight, sum.samples));
  return builder.finish(counts ? 'samples' : profile.weightUnit, true);
}

interface StackSum {
  weight: number;
  samples: number;
}

/** Weight of each (thread, stack) pair, so that a stack seen a thousand times is walked once. */
class StackSums {
  readonly #threads = new Map<number, Map<StackId, StackSum>>();

  add(thread: number, stack: StackId, weight: number): void {
    let stacks = this.#threads.get(thread);
    if (stacks === undefined) this.#threads.set(thread, (stacks = new Map()));
    const sum = stacks.get(stack);
    if (sum === undefined) stacks.set(stack, { weight, samples: 1 });
    else {
      sum.weight += weight;
      sum.samples += 1;
    }
  }

  forEach(visit: (thread: number, stack: StackId, sum: StackSum) => void): void {
    for (const [thread, stacks] of this.#threads) for (const [stack, sum] of stacks) visit(thread, stack, sum);
  }
}

/** Turns rows of the stack table into paths of frame numbers of the tree. */
class PathFinder {
  readonly #profile: Profile;
  readonly #options: TreeOptions;
  readonly #builder: TreeBuilder;
  /** Frame of the profile -> frame of the tree; -1 when the filter takes it off the stack. */
  readonly #frames: readonly number[];
  readonly #refused = new Map<StackId, DropReason | null>();

  constructor(profile: Profile, options: TreeOptions, builder: TreeBuilder) {
    this.#profile = profile;
    this.#options = options;
    this.#builder = builder;
    this.#frames = profile.frames.function.map((_, id) => this.#numberOf(id as FrameId));
  }

  threadOf(row: number): number {
    const { samples, strings } = this.#profile;
    const comm = strings[samples.comm[row] ?? -1] ?? '';
    const labels = { comm: '', process: `-${samples.tgid[row]}`, thread: `-${samples.tgid[row]}/${samples.tid[row]}` };
    const name = comm + labels[this.#options.thread ?? 'comm'];
    return this.#builder.frame({ name, module: null, kind: 'thread', inlined: false });
  }

  /** Why a stack cannot be drawn: the filter left nothing of it. */
  refusalOf(stack: StackId): DropReason | null {
    const space = this.#options.filter?.space;
    if (space === undefined) return null;
    const known = this.#refused.get(stack);
    if (known !== undefined) return known;
    const refusal = this.#framesOf(stack).length > 0 ? null : (`no ${space} frame` as const);
    this.#refused.set(stack, refusal);
    return refusal;
  }

  pathOf(thread: number, stack: StackId): number[] {
    const leafFirst = [...this.#framesOf(stack), thread];
    return this.#options.reverse === true ? leafFirst : leafFirst.reverse();
  }

  #framesOf(stack: StackId): number[] {
    const { frame, parent } = this.#profile.stacks;
    const path: number[] = [];
    for (let id: number = stack; id >= 0; id = parent[id] ?? -1) {
      const number = this.#frames[frame[id] ?? -1] ?? -1;
      if (number >= 0) path.push(number);
    }
    return path;
  }

  #numberOf(id: FrameId): number {
    const { frames, modules, strings } = this.#profile;
    const kind = frames.space[id] ?? 'user';
    if (!staysOnStack(kind, this.#options.filter ?? {})) return -1;
    const path = modules.path[frames.module[id] ?? -1];
    const frame: FlameFrame = {
      name: strings[frames.function[id] ?? -1] ?? '',
      module: path === undefined ? null : (strings[path] ?? null),
      kind,
      inlined: (frames.inlineDepth[id] ?? 0) > 0,
    };
    return this.#builder.frame(frame);
  }
}
