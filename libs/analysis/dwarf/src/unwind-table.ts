import type { FrameSection, FunctionEntry } from './frame-entries.ts';
import { rowAt } from './frame-program.ts';
import { indexedFunctions, scanFunctions } from './function-index.ts';
import type { FrameHeaderSection, FunctionIndex } from './function-index.ts';
import type { Row } from './row.ts';

export interface UnwindSections {
  readonly ehFrame: FrameSection | null;
  readonly ehFrameHeader: FrameHeaderSection | null;
  readonly debugFrame: FrameSection | null;
}

interface Source {
  readonly section: FrameSection;
  index(): FunctionIndex;
}

// Addresses of one profile are few; a stream of random ones must not fill memory.
const maxKnownRows = 2 ** 17;

/** Address -> row, for one module. Addresses are those of the linker. */
export class UnwindTable {
  readonly #sources: readonly Source[];
  readonly #rows = new Map<number, Row | null>();

  constructor({ ehFrame, ehFrameHeader, debugFrame }: UnwindSections) {
    const read = (section: FrameSection, header: FrameHeaderSection | null): FunctionIndex =>
      (header === null ? null : indexedFunctions(section, header)) ?? scanFunctions(section);
    this.#sources = [
      ...(ehFrame === null ? [] : [once(ehFrame, () => read(ehFrame, ehFrameHeader))]),
      ...(debugFrame === null ? [] : [once(debugFrame, () => read(debugFrame, null))]),
    ];
  }

  /** The row for an address, or null where no call frame information covers it. */
  row(address: number): Row | null {
    const known = this.#rows.get(address);
    if (known !== undefined) return known;
    const found = this.#find(address);
    const row = found === null ? null : rowAt(found.section, found.entry, address);
    if (this.#rows.size >= maxKnownRows) this.#rows.clear();
    this.#rows.set(address, row);
    return row;
  }

  /** Where the function that holds an address begins: known even in files without symbols. */
  functionStart(address: number): number | null {
    return this.#find(address)?.entry.start ?? null;
  }

  #find(address: number): { readonly section: FrameSection; readonly entry: FunctionEntry } | null {
    for (const { section, index } of this.#sources) {
      const entry = index().find(address);
      if (entry !== null) return { section, entry };
    }
    return null;
  }
}

function once(section: FrameSection, make: () => FunctionIndex): Source {
  let made: FunctionIndex | null = null;
  return { section, index: () => (made ??= make()) };
}
