import type { ByteSource, ModuleFiles, ModuleRequest } from '@ai-perf/core-model';
import { err, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { register, rule } from '@ai-perf/analysis-dwarf';
import type { Row, UnwindTable } from '@ai-perf/analysis-dwarf';
import { readElfModule } from '@ai-perf/analysis-symbols';
import type { ElfModule, SymbolTable } from '@ai-perf/analysis-symbols';
import { lookupAddress } from './frame-origin.ts';
import type { FrameAt, FrameOrigin, FrameText, IsRoot } from './frame-origin.ts';
import { isRootName } from './roots.ts';
import { unwindTableOf } from './unwind-sections.ts';

/** A mapped file: opened when the first sample falls into it, while its process most likely still lives. */
export class FileModule implements FrameOrigin {
  readonly path: string;
  readonly #request: ModuleRequest;
  readonly #files: ModuleFiles;
  readonly #elf: Result<ElfModule>;
  #tables: readonly SymbolTable[] | null = null;
  #rows: UnwindTable | null = null;

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

  /** How to get from the function at an address to its caller; null where the file does not say. */
  row(address: number): Row | null {
    return this.#unwindTable()?.row(address) ?? null;
  }

  describe(address: number, at: FrameAt): FrameText {
    const lookup = lookupAddress(address, at);
    return {
      function: this.#nameOf(lookup) ?? this.#placeOf(lookup) ?? this.#offsetText(address),
      module: this.path,
      buildId: this.#request.buildId ?? (this.#elf.ok ? this.#elf.value.buildId : null),
      address,
      space: 'user',
    };
  }

  isRoot(address: number, at: FrameAt): IsRoot {
    const lookup = lookupAddress(address, at);
    const name = this.#nameOf(lookup);
    const outermost = this.row(lookup)?.rules[register.returnAddress] === rule.undefined;
    if (outermost || (name !== null && isRootName(name))) return 'yes';
    return name === null ? 'unknown' : 'no';
  }

  #nameOf(address: number): string | null {
    for (const table of this.#symbolTables()) {
      const name = table.name(address);
      if (name !== null) return name;
    }
    return null;
  }

  /** A function without a name goes by the offset at which it begins. */
  #placeOf(address: number): string | null {
    const start = this.#unwindTable()?.functionStart(address) ?? null;
    if (start === null) return null;
    // What the kernel or the loader jumps to is _start, also in a program without symbols. see: elf(5) e_entry
    return this.#elf.ok && start === this.#elf.value.layout.header.entry ? '_start' : this.#offsetText(start);
  }

  #offsetText(address: number): string {
    return `${baseName(this.path)}+0x${address.toString(16)}`;
  }

  #unwindTable(): UnwindTable | null {
    if (this.#elf.ok) this.#rows ??= unwindTableOf(this.#elf.value);
    return this.#rows;
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
