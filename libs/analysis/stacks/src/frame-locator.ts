import type { FrameId } from '@ai-perf/core-model';
import type { CodeAt } from '@ai-perf/analysis-unwind';
import type { AddressSpace } from './address-space.ts';
import type { FrameAt, FrameOrigin } from './frame-origin.ts';
import { lookupAddress } from './frame-origin.ts';
import type { Mapping } from './mapping.ts';
import type { ModuleRegistry } from './module-registry.ts';
import { isVsyscall, unmapped, vsyscallPage } from './unmapped.ts';

/** One distinct frame, before it has a name. */
export interface LocatedFrame {
  readonly origin: FrameOrigin;
  readonly address: number;
  readonly at: FrameAt;
}

/** The process that a sample was taken in; its space is null where nothing is known of it. */
export interface SampledProcess {
  readonly tgid: number;
  readonly space: AddressSpace | null;
}

/** Turns program counters into frames: which module, and which address in it. */
export class FrameLocator {
  readonly frames: LocatedFrame[] = [];
  readonly #modules: ModuleRegistry;
  readonly #ids = new Map<FrameOrigin, Map<number, FrameId>>();
  readonly #known = new WeakMap<AddressSpace, { readonly version: number; readonly ids: Map<number, FrameId> }>();

  constructor(modules: ModuleRegistry) {
    this.#modules = modules;
  }

  kernel(pc: number, at: FrameAt): FrameId {
    return this.#id(this.#modules.kernel, pc, at);
  }

  user(pc: number, at: FrameAt, process: SampledProcess): FrameId {
    if (process.space === null) return this.#locate(pc, at, process);
    const ids = this.#idsOf(process.space);
    const key = keyOf(pc, at);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = this.#locate(pc, at, process);
    ids.set(key, id);
    return id;
  }

  /** How to get from the code at an address to its caller. */
  codeAt(address: number, { tgid, space }: SampledProcess): CodeAt {
    if (isVsyscall(address)) return 'without-row';
    const mapping = space?.find(address) ?? null;
    if (mapping === null) return 'unmapped';
    if (mapping.file === null) return this.#modules.jit(tgid).row(address) ?? 'without-row';
    const module = this.#modules.file(mapping.file);
    return module.row(module.addressOf(offsetIn(mapping, address))) ?? 'without-row';
  }

  #locate(pc: number, at: FrameAt, { tgid, space }: SampledProcess): FrameId {
    if (isVsyscall(pc)) return this.#id(vsyscallPage, pc, at);
    const mapping = space?.find(lookupAddress(pc, at)) ?? null;
    if (mapping === null) return this.#id(unmapped, 0, at);
    if (mapping.file === null) return this.#id(this.#modules.jit(tgid), pc, at);
    const module = this.#modules.file(mapping.file);
    return this.#id(module, module.addressOf(offsetIn(mapping, pc)), at);
  }

  #idsOf(space: AddressSpace): Map<number, FrameId> {
    const known = this.#known.get(space);
    if (known?.version === space.version) return known.ids;
    const ids = new Map<number, FrameId>();
    this.#known.set(space, { version: space.version, ids });
    return ids;
  }

  #id(origin: FrameOrigin, address: number, at: FrameAt): FrameId {
    const ids = this.#ids.get(origin) ?? new Map<number, FrameId>();
    this.#ids.set(origin, ids);
    const key = keyOf(address, at);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = this.frames.push({ origin, address, at }) - 1;
    ids.set(key, id as FrameId);
    return id as FrameId;
  }
}

const offsetIn = (mapping: Mapping, pc: number): number => pc - mapping.start + mapping.fileOffset;
/** Negative for return addresses: doubling would cost the lowest bit of kernel addresses. */
const keyOf = (address: number, at: FrameAt): number => (at === 'ip' ? address : -address - 1);
