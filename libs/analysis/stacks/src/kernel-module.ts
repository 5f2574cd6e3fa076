import type { ModuleFiles } from '@ai-perf/core-model';
import { parseKernelSymbols } from '@ai-perf/analysis-symbols';
import type { KernelSymbols } from '@ai-perf/analysis-symbols';
import type { Problem, Result } from '@ai-perf/core-result';
import { lookupAddress } from './frame-origin.ts';
import type { FrameAt, FrameOrigin, FrameText, IsRoot } from './frame-origin.ts';
import { isRootName } from './roots.ts';

/** The name that perf gives to the kernel's own code. */
const kernelName = '[kernel.kallsyms]';

/** The kernel and its modules. Addresses count from its first function: real ones would tell where it lies (KASLR). */
export class KernelModule implements FrameOrigin {
  readonly #files: ModuleFiles;
  #symbols: Result<KernelSymbols> | null = null;

  constructor(files: ModuleFiles) {
    this.#files = files;
  }

  /** Why kernel functions have no names, or null; known once a frame was described. */
  get problem(): Problem | null {
    return this.#symbols === null || this.#symbols.ok ? null : this.#symbols.problem;
  }

  describe(address: number, at: FrameAt): FrameText {
    const symbols = this.#read();
    const found = symbols.ok ? symbols.value.find(lookupAddress(address, at)) : null;
    return {
      function: found?.name ?? '[kernel]',
      module: found?.module ?? kernelName,
      buildId: null,
      address: found === null || found.module !== null ? null : address - found.kernelStart,
      space: 'kernel',
    };
  }

  isRoot(address: number, at: FrameAt): IsRoot {
    const symbols = this.#read();
    const found = symbols.ok ? symbols.value.find(lookupAddress(address, at)) : null;
    if (found === null) return 'unknown';
    return isRootName(found.name) ? 'yes' : 'no';
  }

  #read(): Result<KernelSymbols> {
    if (this.#symbols === null) {
      const text = this.#files.readKernelSymbols();
      this.#symbols = text.ok ? parseKernelSymbols(text.value) : text;
    }
    return this.#symbols;
  }
}
