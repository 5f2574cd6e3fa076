import type { FrameId, FrameSpace, ModuleId, Profile, StackId, StringId, WeightUnit } from '@ai-perf/core-model';
import { as, unixNanoseconds } from '@ai-perf/core-units';
import type { Bytes, Count, ModuleOffset, Nanoseconds } from '@ai-perf/core-units';

export interface TestFrame {
  readonly name: string;
  readonly module?: string;
  readonly space?: FrameSpace;
  readonly inlined?: boolean;
}

export interface TestStack {
  readonly comm: string;
  readonly tgid?: number;
  readonly tid?: number;
  /** Outermost first. */
  readonly frames: readonly TestFrame[];
  readonly weight?: number;
}

/** A profile of which the stacks are known, in the tables that a recorder would write. */
export function profileOfStacks(stacks: readonly TestStack[], weightUnit: WeightUnit = 'samples'): Profile {
  const tables = new Tables();
  const rows = stacks.map((stack) => tables.stackOf(stack.frames));
  return {
    version: 1,
    startedAt: unixNanoseconds(1_700_000_000_000_000_000n),
    clock: 'monotonic',
    duration: as<Nanoseconds>(stacks.length * 10_000_000),
    event: 'cpu-clock',
    period: 1,
    weightUnit,
    strings: tables.strings,
    modules: { path: tables.modules, buildId: tables.modules.map(() => null) },
    frames: tables.frames,
    stacks: tables.stacks,
    samples: {
      at: stacks.map((_, row) => as<Nanoseconds>(row * 10_000_000)),
      cpu: stacks.map(() => 0),
      tgid: stacks.map(({ tgid }) => tgid ?? 1),
      tid: stacks.map(({ tid, tgid }) => tid ?? tgid ?? 1),
      comm: stacks.map(({ comm }) => tables.text(comm)),
      stack: rows,
      weight: stacks.map(({ weight }) => weight ?? 1),
    },
    lost: as<Count>(0),
    truncated: as<Count>(0),
    throttled: as<Count>(0),
    host: { hostname: 'test', kernel: '6.1.0', machine: 'x86_64', cpus: 2, memory: as<Bytes>(1 << 30) },
    command: ['./service', '--workers', '8'],
  };
}

class Tables {
  readonly strings: string[] = [];
  readonly modules: StringId[] = [];
  readonly frames = {
    function: [] as StringId[],
    module: [] as ModuleId[],
    address: [] as (ModuleOffset | null)[],
    at: [] as ('ip' | 'return-address')[],
    space: [] as FrameSpace[],
    file: [] as (StringId | null)[],
    line: [] as (number | null)[],
    inlineDepth: [] as number[],
  };
  readonly stacks = { frame: [] as FrameId[], parent: [] as StackId[] };
  readonly #ids = new Map<string, number>();

  text(value: string): StringId {
    return this.#once(`s${value}`, () => this.strings.push(value)) as StringId;
  }

  stackOf(frames: readonly TestFrame[]): StackId {
    let parent = -1;
    for (const frame of frames) {
      const id = this.#frameOf(frame);
      parent = this.#once(`t${parent} ${id}`, () => {
        this.stacks.parent.push(parent as StackId);
        return this.stacks.frame.push(id as FrameId);
      });
    }
    return parent as StackId;
  }

  #frameOf({ name, module, space, inlined }: TestFrame): number {
    return this.#once(`f${JSON.stringify([name, module, space, inlined])}`, () => {
      this.frames.module.push(this.#moduleOf(module));
      this.frames.address.push(null);
      this.frames.at.push('ip');
      this.frames.space.push(space ?? 'user');
      this.frames.file.push(null);
      this.frames.line.push(null);
      this.frames.inlineDepth.push(inlined === true ? 1 : 0);
      return this.frames.function.push(this.text(name));
    });
  }

  #moduleOf(path: string | undefined): ModuleId {
    if (path === undefined) return -1 as ModuleId;
    return this.#once(`m${path}`, () => this.modules.push(this.text(path))) as ModuleId;
  }

  #once(key: string, push: () => number): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = push() - 1;
    this.#ids.set(key, id);
    return id;
  }
}
