import { stackPointerRow } from '@ai-perf/analysis-dwarf';
import type { Row } from '@ai-perf/analysis-dwarf';
import { parsePerfMap } from '@ai-perf/analysis-symbols';
import type { SymbolTable } from '@ai-perf/analysis-symbols';
import type { ModuleFiles } from '@ai-perf/core-model';
import type { Problem } from '@ai-perf/core-result';
import { lookupAddress } from './frame-origin.ts';
import type { FrameAt, FrameOrigin, FrameText, IsRoot } from './frame-origin.ts';

// CPython's trampolines move the stack pointer by 8 and call the interpreter; they keep no frame pointer and have no
// call frame information. see: Python/asm_trampoline.S; their names: Python/perf_trampoline.c
const trampolineName = 'py::';
const trampolineRow = stackPointerRow(8);

/** Memory that a process wrote its code into: named by the perf map that its compiler keeps, if it keeps one. */
export class JitModule implements FrameOrigin {
  readonly #tgid: number;
  readonly #files: ModuleFiles;
  #table: SymbolTable | null = null;
  #problem: Problem | null = null;
  #final = false;
  #misses = 0;

  /** The map is read while the process lives, and once more for the names, when it has all its lines. */
  constructor(tgid: number, files: ModuleFiles) {
    this.#tgid = tgid;
    this.#files = files;
    this.#read();
  }

  /** Why its code has no names, or null. */
  get problem(): Problem | null {
    return this.#table === null ? this.#problem : null;
  }

  describe(address: number, at: FrameAt): FrameText {
    this.#readLast();
    return {
      function: this.#table?.name(lookupAddress(address, at)) ?? '[anonymous code]',
      module: this.#table === null ? '[anon]' : `/tmp/perf-${this.#tgid}.map`,
      buildId: null,
      address,
      space: 'jit',
    };
  }

  isRoot(): IsRoot {
    return 'unknown';
  }

  /** How to get to the caller of compiled code where its name tells; others keep frame pointers. */
  row(address: number): Row | null {
    const name = this.#table?.name(address) ?? this.#nameAfterMiss(address);
    return name?.startsWith(trampolineName) === true ? trampolineRow : null;
  }

  /** The map grows while code is compiled: it is read again after 1, 2, 4, 8 ... addresses that it did not hold. */
  #nameAfterMiss(address: number): string | null {
    this.#misses += 1;
    if (!Number.isInteger(Math.log2(this.#misses))) return null;
    this.#read();
    return this.#table?.name(address) ?? null;
  }

  #readLast(): void {
    if (this.#final) return;
    this.#final = true;
    this.#read();
  }

  /** What was read before is kept where the map is gone by now. */
  #read(): void {
    const text = this.#files.readPerfMap(this.#tgid);
    if (text.ok) this.#table = parsePerfMap(text.value);
    else this.#problem = text.problem;
  }
}
