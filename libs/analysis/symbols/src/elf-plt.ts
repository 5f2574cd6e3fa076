import type { ByteSource } from '@ai-perf/core-model';
import { ByteView, textAt } from './byte-view.ts';
import { sectionBytes, sectionType } from './elf-layout.ts';
import type { ElfLayout, Section } from './elf-layout.ts';
import type { SymbolCandidates } from './symbol-candidates.ts';

const relocationSize = 24;
const symbolSize = 24;
/** R_X86_64_GLOB_DAT, R_X86_64_JUMP_SLOT. see: x86-64 psABI, "Relocation Types" */
const slotRelocations = [6, 7];
const indirectRelative = 37;
const machineX64 = 62;
const shortStub = 8;
const longStub = 16;

/**
 * Names the stubs through which calls leave a module: `memcpy@plt`. Each stub jumps through a slot of the GOT, and
 * the slot's relocation names the function; that holds for .plt, .plt.sec and .plt.got of every linker.
 */
export function addPltStubs(source: ByteSource, layout: ElfLayout, candidates: SymbolCandidates): void {
  const stubs = layout.sections.filter((section) => section.executable && section.name.startsWith('.plt'));
  if (stubs.length === 0 || layout.header.machine !== machineX64) return;
  const slots = slotNames(source, layout);
  const text: string[] = [];
  const rows: { start: number; size: number; limit: number; name: string }[] = [];
  for (const section of stubs) rows.push(...stubsOf(source, section, slots));
  for (const row of rows) text.push(row.name);
  const names = candidates.addNames(new TextEncoder().encode(text.join('\0')));
  let nameAt = 0;
  for (const { name, ...row } of rows) {
    candidates.add({ ...row, binding: 0, names, nameAt });
    nameAt += new TextEncoder().encode(name).length + 1;
  }
}

interface Stub {
  readonly start: number;
  readonly size: number;
  readonly limit: number;
  readonly name: string;
}

function stubsOf(source: ByteSource, section: Section, slots: ReadonlyMap<number, string>): Stub[] {
  const view = new ByteView(sectionBytes(source, section));
  const size = section.name === '.plt.got' && section.entrySize !== longStub ? shortStub : longStub;
  const found: Stub[] = [];
  for (let at = 0; at + size <= view.length; at += size) {
    const name = slots.get(slotOf(view, at, section.address + at));
    const start = section.address + at;
    if (name !== undefined) found.push({ start, size, limit: section.address + section.size, name: `${name}@plt` });
  }
  return found;
}

/** GOT slot that a stub jumps through: `[endbr64] [bnd] jmp *disp32(%rip)`; -1 for anything else. */
function slotOf(view: ByteView, at: number, address: number): number {
  let next = view.u32(at) === 0xfa1e0ff3 ? 4 : 0;
  if (view.u8(at + next) === 0xf2) next += 1;
  if (view.u16(at + next) !== 0x25ff) return -1;
  return address + next + 6 + view.i32(at + next + 2);
}

/** GOT slot -> function name. An IRELATIVE slot has no symbol, only its resolver's address; objdump shows it so too. */
function slotNames(source: ByteSource, layout: ElfLayout): Map<number, string> {
  const names = new Map<number, string>();
  for (const section of layout.sections.filter(({ type }) => type === sectionType.rela)) {
    addSlots(source, layout, section, names);
  }
  return names;
}

function addSlots(source: ByteSource, layout: ElfLayout, section: Section, names: Map<number, string>): void {
  const symbols = layout.sections[section.link];
  const strings = symbols === undefined ? undefined : layout.sections[symbols.link];
  const table = new ByteView(symbols === undefined ? new Uint8Array() : sectionBytes(source, symbols));
  const text = strings === undefined ? new Uint8Array() : sectionBytes(source, strings);
  const view = new ByteView(sectionBytes(source, section));
  for (let at = 0; at + relocationSize <= view.length; at += relocationSize) {
    const kind = view.u32(at + 8);
    if (slotRelocations.includes(kind)) {
      names.set(view.u64(at), textAt(text, table.u32(view.u32(at + 12) * symbolSize)));
    } else if (kind === indirectRelative) {
      names.set(view.u64(at), `*ABS*+0x${view.u64(at + 16).toString(16)}`);
    }
  }
}
