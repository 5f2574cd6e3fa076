import type { ByteSource } from '@ai-perf/core-model';
import { mapResult } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { addressOfOffset, holdsAddress, readElfLayout, sectionBytes, segmentType } from './elf-layout.ts';
import type { ElfLayout } from './elf-layout.ts';
import { readBuildId, readDebugLink } from './elf-notes.ts';
import { readElfSymbols } from './elf-symbols.ts';
import { withReadBudget } from './read-budget.ts';
import type { SymbolTable } from './symbol-table.ts';

/** An ELF64 file, read as far as it is asked for. */
export interface ElfModule {
  readonly layout: ElfLayout;
  readonly buildId: string | null;
  readonly debugLink: string | null;
  /** True where .symtab is there: then every function has a name, not only the exported ones. */
  readonly hasLocalSymbols: boolean;
  /** Address that the linker gave to a byte of the file, or null. */
  addressOf(fileOffset: number): number | null;
  symbols(): SymbolTable;
  section(name: string): ElfBytes | null;
  /** What the kernel maps from an address to the end of its segment, for files without section headers. */
  loadedFrom(address: number): ElfBytes | null;
}

export interface ElfBytes {
  readonly address: number;
  readonly bytes: Uint8Array;
}

export function readElfModule(source: ByteSource): Result<ElfModule> {
  const bounded = withReadBudget(source);
  return mapResult(readElfLayout(bounded), (layout) => moduleOf(bounded, layout));
}

function moduleOf(source: ByteSource, layout: ElfLayout): ElfModule {
  let table: SymbolTable | null = null;
  return {
    layout,
    buildId: readBuildId(source, layout),
    debugLink: readDebugLink(source, layout),
    hasLocalSymbols: layout.sections.some(({ name }) => name === '.symtab'),
    addressOf: (fileOffset) => addressOfOffset(layout, fileOffset),
    symbols: () => (table ??= readElfSymbols(source, layout)),
    section: (name) => {
      const found = layout.sections.find((section) => section.name === name && !section.compressed);
      return found === undefined ? null : { address: found.address, bytes: sectionBytes(source, found) };
    },
    loadedFrom: (address) => {
      const loaded = layout.segments.filter(({ type }) => type === segmentType.load);
      const found = loaded.find((segment) => holdsAddress(segment, address));
      if (found === undefined) return null;
      const skipped = address - found.address;
      return { address, bytes: source.read(found.offset + skipped, found.fileSize - skipped) };
    },
  };
}
