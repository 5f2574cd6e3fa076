import type { ModuleFiles } from '@ai-perf/core-model';
import { unixNanoseconds } from '@ai-perf/core-units';
import type { UnixNanoseconds } from '@ai-perf/core-units';
import type { Problem } from '@ai-perf/core-result';
import { FileModule } from './file-module.ts';
import { JitModule } from './jit-module.ts';
import { KernelModule } from './kernel-module.ts';
import type { MappedFile } from './mapping.ts';

/** Every module that a sample fell into, each opened once however many processes map it. */
export class ModuleRegistry {
  readonly kernel: KernelModule;
  readonly #files: ModuleFiles;
  readonly #startedAt: bigint;
  readonly #byKey = new Map<string, FileModule>();
  readonly #jits = new Map<number, JitModule>();

  constructor(files: ModuleFiles, startedAt: UnixNanoseconds) {
    this.#files = files;
    this.#startedAt = BigInt(startedAt);
    this.kernel = new KernelModule(files);
  }

  file({ key, path, event }: MappedFile): FileModule {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const { tgid, start, length, device, inode, buildId, at } = event;
    const mappedAt = unixNanoseconds(this.#startedAt + BigInt(Math.round(at)));
    const module = new FileModule({ path, tgid, start, length, device, inode, buildId, mappedAt }, this.#files);
    this.#byKey.set(key, module);
    return module;
  }

  jit(tgid: number): JitModule {
    const known = this.#jits.get(tgid) ?? new JitModule(tgid, this.#files);
    this.#jits.set(tgid, known);
    return known;
  }

  /** What kept frames without names. How to get perf maps is said once, not for each process. */
  problems(): Problem[] {
    const jit = [...this.#jits.values()].find(({ problem }) => problem !== null);
    const modules = [this.kernel, ...this.#byKey.values(), ...(jit === undefined ? [] : [jit])];
    return modules.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  }
}
