import type { ByteSource } from '@ai-perf/core-model';
import { ByteView } from './byte-view.ts';
import { sectionBytes, sectionType } from './elf-layout.ts';
import type { ElfLayout, Section } from './elf-layout.ts';
import { addPltStubs } from './elf-plt.ts';
import { SymbolCandidates } from './symbol-candidates.ts';
import type { SymbolTable } from './symbol-table.ts';

const symbolSize = 24;
/** Three times those of the largest browsers. */
const maxSymbols = 4_000_000;
const type = { none: 0, function: 2, indirectFunction: 10 } as const;
const hiddenVisibility = [1, 2];
const firstReservedSection = 0xff00;
const weak = 2;
const dollar = 0x24;
const relocatable = 1;

/** All functions of a file: .symtab and .dynsym in one table, and a name for every PLT stub. */
export function readElfSymbols(source: ByteSource, layout: ElfLayout): SymbolTable {
  const candidates = new SymbolCandidates();
  // Before linking an address is an offset into some section.
  if (layout.header.type === relocatable) return candidates.table();
  for (const section of layout.sections) {
    const wanted = section.type === sectionType.symtab || section.type === sectionType.dynsym;
    if (wanted) addSymbols({ source, layout, candidates }, section);
  }
  addPltStubs(source, layout, candidates);
  return candidates.table();
}

interface Target {
  readonly source: ByteSource;
  readonly layout: ElfLayout;
  readonly candidates: SymbolCandidates;
}

function addSymbols({ source, layout, candidates }: Target, section: Section): void {
  const strings = layout.sections[section.link];
  if (strings === undefined) return;
  const text = sectionBytes(source, strings);
  const names = candidates.addNames(text);
  const view = new ByteView(sectionBytes(source, section));
  const whole = Math.min(Math.floor(view.length / symbolSize), maxSymbols) * symbolSize;
  for (let at = 0; at < whole; at += symbolSize) {
    const home = layout.sections[view.u16(at + 6)];
    const nameAt = view.u32(at);
    if (home === undefined || !isFunction(view, at, home) || !isName(text[nameAt])) continue;
    candidates.add({
      start: view.u64(at + 8),
      size: view.u64(at + 16),
      limit: home.address + home.size,
      binding: bindingOf(view.u8(at + 4)),
      names,
      nameAt,
    });
  }
}

/** Elf64_Sym at `at`. see: elf(5) st_info, st_other, st_shndx */
function isFunction(view: ByteView, at: number, home: Section): boolean {
  const section = view.u16(at + 6);
  if (section === 0 || section >= firstReservedSection || view.u64(at + 8) >= 2 ** 53) return false;
  const kind = view.u8(at + 4) & 0xf;
  if (kind === type.function || kind === type.indirectFunction) return true;
  // Hand-written assembly often has labels only; hidden ones are jump targets. see: perf's elf_sym__is_label
  return kind === type.none && home.executable && !hiddenVisibility.includes(view.u8(at + 5) & 3);
}

/** `$a`, `$d`, `$x` mark where ARM code and data begin. see: ELF for the Arm Architecture, "Mapping symbols" */
function isName(first: number | undefined): boolean {
  return first !== undefined && first !== 0 && first !== dollar;
}

function bindingOf(info: number): number {
  const binding = info >> 4;
  if (binding === 0) return 0;
  return binding === weak ? 1 : 2;
}
