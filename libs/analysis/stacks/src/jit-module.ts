import type { ModuleFiles } from '@ai-perf/core-model';
import type { Result } from '@ai-perf/core-result';
import { parsePerfMap } from '@ai-perf/analysis-symbols';
import type { SymbolTable } from '@ai-perf/analysis-symbols';
import { lookupAddress } from './frame-origin.ts';
import type { FrameAt, FrameOrigin, FrameText, IsRoot } from './frame-origin.ts';

/** Memory that a process wrote its code into: named by the perf map that its compiler keeps, if it keeps one. */
export class JitModule implements FrameOrigin {
  readonly #tgid: number;
  readonly #files: ModuleFiles;
  readonly #early: Result<Uint8Array>;
  #table: SymbolTable | null | undefined;

  /** The map is read now, while the process lives, and once more at the end, when it has all its lines. */
  constructor(tgid: number, files: ModuleFiles) {
    this.#tgid = tgid;
    this.#files = files;
    this.#early = files.readPerfMap(tgid);
  }

  describe(address: number, at: FrameAt): FrameText {
    const table = this.#symbols();
    return {
      function: table?.name(lookupAddress(address, at)) ?? '[anonymous code]',
      module: table === null ? '[anon]' : `/tmp/perf-${this.#tgid}.map`,
      buildId: null,
      address,
      space: 'jit',
    };
  }

  isRoot(): IsRoot {
    return 'unknown';
  }

  #symbols(): SymbolTable | null {
    if (this.#table === undefined) {
      const late = this.#files.readPerfMap(this.#tgid);
      const text = late.ok ? late : this.#early;
      this.#table = text.ok ? parsePerfMap(text.value) : null;
    }
    return this.#table;
  }
}
