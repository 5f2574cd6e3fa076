import type { ByteSource } from '@ai-perf/core-model';
import { ByteView, textAt } from './byte-view.ts';
import { sectionBytes, sectionType } from './elf-layout.ts';
import type { ElfLayout, Section } from './elf-layout.ts';
import type { SymbolCandidates } from './symbol-candidates.ts';
import type { SymbolTable } from './symbol-table.ts';

const relocationSize = 24;
const symbolSize = 24;
/** R_X86_64_GLOB_DAT, R_X86_64_JUMP_SLOT. see: x86-64 psABI, "Relocation Types" */
const slotRelocations = [6, 7];
/** R_X86_64_IRELATIVE, EM_X86_64. */
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
  const slots = slotNames(source, layout, resolverNames(candidates));
  const found = stubs.flatMap((section) => stubsOf(source, section, slots));
  const encoded = found.map(({ name }) => new TextEncoder().encode(`${name}\0`));
  const names = candidates.addNames(joined(encoded));
  let nameAt = 0;
  for (const [row, { start, size, limit }] of found.entries()) {
    candidates.add({ start, size, limit, binding: 0, names, nameAt });
    nameAt += encoded[row]?.length ?? 0;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
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

/** An IRELATIVE slot has no symbol, only the address of its resolver, which goes by the function's name: `memcpy`. */
function resolverNames(candidates: SymbolCandidates): (address: number) => string {
  let table: SymbolTable | null = null;
  return (address) => {
    table ??= candidates.table();
    return table.name(address) ?? `*ABS*+0x${address.toString(16)}`;
  };
}

type ResolverName = (address: number) => string;

/** GOT slot -> function name. */
function slotNames(source: ByteSource, layout: ElfLayout, resolverName: ResolverName): Map<number, string> {
  const names = new Map<number, string>();
  for (const section of layout.sections.filter(({ type }) => type === sectionType.rela)) {
    for (const [slot, name] of slotsOf(source, layout, section, resolverName)) names.set(slot, name);
  }
  return names;
}

function* slotsOf(
  source: ByteSource,
  layout: ElfLayout,
  section: Section,
  resolverName: ResolverName,
): Generator<readonly [slot: number, name: string]> {
  const symbols = layout.sections[section.link];
  const strings = symbols === undefined ? undefined : layout.sections[symbols.link];
  const table = new ByteView(symbols === undefined ? new Uint8Array() : sectionBytes(source, symbols));
  const text = strings === undefined ? new Uint8Array() : sectionBytes(source, strings);
  const view = new ByteView(sectionBytes(source, section));
  for (let at = 0; at + relocationSize <= view.length; at += relocationSize) {
    const kind = view.u32(at + 8);
    if (slotRelocations.includes(kind)) {
      yield [view.u64(at), textAt(text, table.u32(view.u32(at + 12) * symbolSize))];
    } else if (kind === indirectRelative) {
      yield [view.u64(at), resolverName(view.u64(at + 16))];
    }
  }
}
