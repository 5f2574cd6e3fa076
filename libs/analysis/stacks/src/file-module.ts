import type { ByteSource, ModuleFiles, ModuleRequest } from '@ai-perf/core-model';
import { err, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { readElfModule } from '@ai-perf/analysis-symbols';
import type { ElfModule, SymbolTable } from '@ai-perf/analysis-symbols';
import { lookupAddress } from './frame-origin.ts';
import type { FrameAt, FrameOrigin, FrameText } from './frame-origin.ts';
import { isRootName } from './roots.ts';

/** A mapped file: opened when the first sample falls into it, while its process most likely still lives. */
export class FileModule implements FrameOrigin {
  readonly path: string;
  readonly #request: ModuleRequest;
  readonly #files: ModuleFiles;
  readonly #elf: Result<ElfModule>;
  #tables: readonly SymbolTable[] | null = null;

  constructor(request: ModuleRequest, files: ModuleFiles) {
    this.path = request.path;
    this.#request = request;
    this.#files = files;
    this.#elf = openElf(request, files);
  }

  /** Why its functions have no names, or null. */
  get problem(): Problem | null {
    return this.#elf.ok ? null : this.#elf.problem;
  }

  /** Address that the linker gave to a byte of the file; the offset itself where the file could not be read. */
  addressOf(fileOffset: number): number {
    return (this.#elf.ok ? this.#elf.value.addressOf(fileOffset) : null) ?? fileOffset;
  }

  describe(address: number, at: FrameAt): FrameText {
    const name = this.#nameOf(lookupAddress(address, at));
    return {
      function: name ?? `${baseName(this.path)}+0x${address.toString(16)}`,
      module: this.path,
      buildId: this.#request.buildId ?? (this.#elf.ok ? this.#elf.value.buildId : null),
      address,
      space: 'user',
      root: this.#rootOf(name),
    };
  }

  #nameOf(address: number): string | null {
    for (const table of this.#symbolTables()) {
      const name = table.name(address);
      if (name !== null) return name;
    }
    return null;
  }

  #rootOf(name: string | null): FrameText['root'] {
    if (name === null) return 'unknown';
    return isRootName(name) ? 'yes' : 'no';
  }

  #symbolTables(): readonly SymbolTable[] {
    this.#tables ??= this.#elf.ok ? [...this.#debugTables(this.#elf.value), this.#elf.value.symbols()] : [];
    return this.#tables;
  }

  /** Stripped files may have their symbols installed beside: asked first, since they name local functions too. */
  #debugTables(elf: ElfModule): readonly SymbolTable[] {
    const { buildId, debugLink } = elf;
    if (elf.hasLocalSymbols || buildId === null) return [];
    const opened = this.#files.openDebugFile({ path: this.path, buildId, debugLink });
    const debug = opened.ok ? readElfModule(opened.value) : opened;
    return debug.ok && debug.value.buildId === buildId ? [debug.value.symbols()] : [];
  }
}

function openElf(request: ModuleRequest, files: ModuleFiles): Result<ElfModule> {
  const opened: Result<ByteSource> = files.openModule(request);
  const elf = opened.ok ? readElfModule(opened.value) : opened;
  if (!elf.ok || request.buildId === null || request.buildId === elf.value.buildId) return elf;
  return err(replaced(request, elf.value.buildId));
}

function replaced({ path, buildId }: ModuleRequest, now: string | null): Problem {
  return problem('module-replaced', {
    what: `no function names for ${path}`,
    why: `the process mapped build ${buildId ?? 'unknown'}, the file is now build ${now ?? 'unknown'}`,
    fix: 'restart the process, or put the old file back',
  });
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
