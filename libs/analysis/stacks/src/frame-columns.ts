import type { FrameTable, ModuleId, ModuleTable } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { ModuleOffset } from '@ai-perf/core-units';
import type { LocatedFrame } from './frame-locator.ts';
import type { StringTable } from './string-table.ts';

/** The tables of frames and of the modules they lie in. */
export interface NamedFrames {
  readonly frames: FrameTable;
  readonly modules: ModuleTable;
}

type Columns<T> = { -readonly [field in keyof T]: T[field] extends readonly (infer Item)[] ? Item[] : never };

/** Gives every frame its name. */
export function nameFrames(located: readonly LocatedFrame[], strings: StringTable): NamedFrames {
  const modules = new ModuleColumns(strings);
  const frames = noFrames();
  for (const { origin, address, at } of located) {
    const text = origin.describe(address, at);
    frames.function.push(strings.id(text.function));
    frames.module.push(text.module === null ? none : modules.id(text.module, text.buildId));
    frames.address.push(text.address === null ? null : as<ModuleOffset>(text.address));
    frames.at.push(at);
    frames.space.push(text.space);
    frames.file.push(null);
    frames.line.push(null);
    frames.inlineDepth.push(0);
  }
  return { frames, modules: modules.table };
}

function noFrames(): Columns<FrameTable> {
  return { function: [], module: [], address: [], at: [], space: [], file: [], line: [], inlineDepth: [] };
}

const none = -1 as ModuleId;

class ModuleColumns {
  readonly table: Columns<ModuleTable> = { path: [], buildId: [] };
  readonly #ids = new Map<string, ModuleId>();
  readonly #strings: StringTable;

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  id(path: string, buildId: string | null): ModuleId {
    const key = `${buildId ?? ''}:${path}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.table.path.push(this.#strings.id(path)) - 1;
    this.table.buildId.push(buildId);
    this.#ids.set(key, id as ModuleId);
    return id as ModuleId;
  }
}
