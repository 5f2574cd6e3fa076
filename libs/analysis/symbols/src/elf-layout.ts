import type { ByteSource } from '@ai-perf/core-model';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { ByteView, textAt } from './byte-view.ts';
import { readElfHeader } from './elf-header.ts';
import type { ElfHeader } from './elf-header.ts';

/** One row of the program header table: what the kernel maps. */
export interface Segment {
  readonly type: number;
  readonly executable: boolean;
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
  readonly align: number;
}

/** One row of the section header table: what the linker named. */
export interface Section {
  readonly name: string;
  readonly type: number;
  readonly executable: boolean;
  readonly compressed: boolean;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly entrySize: number;
}

export interface ElfLayout {
  readonly header: ElfHeader;
  readonly segments: readonly Segment[];
  readonly sections: readonly Section[];
}

export const sectionType = { symtab: 2, rela: 4, nobits: 8, dynsym: 11 } as const;
const sectionFlag = { executable: 4, compressed: 0x800 } as const;
export const segmentType = { load: 1, note: 4, ehFrameHeader: 0x6474e550 } as const;

// What a linker writes is far below; what a hostile header asks for is cut here.
const maxSections = 100_000;
const segmentSize = 56;
const sectionSize = 64;

/** Reads both header tables. A file cut short gives the rows that are still whole. */
export function readElfLayout(source: ByteSource): Result<ElfLayout> {
  const header = readElfHeader(source);
  if (!header.ok) return header;
  return ok({
    header: header.value,
    segments: readSegments(source, header.value),
    sections: readSections(source, header.value),
  });
}

function readSegments(source: ByteSource, { segments }: ElfHeader): Segment[] {
  if (segments.entrySize < segmentSize) return [];
  const view = new ByteView(source.read(segments.offset, segments.count * segments.entrySize));
  return rowsOf(view, segments.entrySize, segments.count).map((at) => ({
    type: view.u32(at),
    executable: (view.u32(at + 4) & 1) !== 0,
    offset: view.u64(at + 8),
    address: view.u64(at + 16),
    fileSize: view.u64(at + 32),
    align: view.u64(at + 48),
  }));
}

function readSections(source: ByteSource, header: ElfHeader): Section[] {
  const { offset, entrySize } = header.sections;
  if (entrySize < sectionSize || offset === 0) return [];
  const first = new ByteView(source.read(offset, sectionSize));
  // Row 0 holds the true numbers where they do not fit 16 bits. see: elf(5) e_shnum, e_shstrndx
  const count = Math.min(header.sections.count || first.u64(32), maxSections);
  const namesAt = header.sectionNames === 0xffff ? first.u32(40) : header.sectionNames;
  const view = new ByteView(source.read(offset, count * entrySize));
  const rows = rowsOf(view, entrySize, count);
  const namesRow = rows[namesAt];
  const none = new Uint8Array();
  const names = namesRow === undefined ? none : source.read(view.u64(namesRow + 24), view.u64(namesRow + 32));
  return rows.map((at) => readSection(view, at, names));
}

function readSection(view: ByteView, at: number, names: Uint8Array): Section {
  return {
    name: textAt(names, view.u32(at), 256),
    type: view.u32(at + 4),
    executable: (view.u32(at + 8) & sectionFlag.executable) !== 0,
    compressed: (view.u32(at + 8) & sectionFlag.compressed) !== 0,
    address: view.u64(at + 16),
    offset: view.u64(at + 24),
    size: view.u64(at + 32),
    link: view.u32(at + 40),
    entrySize: view.u64(at + 56),
  };
}

/** Offsets of the rows that lie wholly inside the bytes. */
function rowsOf(view: ByteView, entrySize: number, count: number): number[] {
  const whole = Math.min(count, Math.floor(view.length / entrySize));
  return Array.from({ length: whole }, (_, row) => row * entrySize);
}

/** Bytes of a section, shorter where the file ends early; none for .bss and its like. */
export function sectionBytes(source: ByteSource, section: Section): Uint8Array {
  if (section.type === sectionType.nobits) return new Uint8Array();
  return source.read(section.offset, section.size);
}

/** Address that the linker gave to a byte of the file, or null where no loaded segment holds it. */
export function addressOfOffset(layout: ElfLayout, offset: number): number | null {
  // Neighbouring segments share the page on which one ends and the next begins: code wins.
  const loaded = layout.segments.filter(({ type }) => type === segmentType.load);
  const holding = loaded.filter((segment) => holdsOffset(segment, offset));
  const found = holding.find(({ executable }) => executable) ?? holding[0];
  return found === undefined ? null : offset - found.offset + found.address;
}

function holdsOffset({ offset: start, fileSize }: Segment, offset: number): boolean {
  return offset >= pageStart(start) && offset < start + fileSize;
}

export function holdsAddress({ address: start, fileSize }: Segment, address: number): boolean {
  return address >= start && address < start + fileSize;
}

/** mmap works in pages: a segment's mapping begins at the page that holds its first byte. */
function pageStart(offset: number): number {
  return offset - (offset % 4096);
}
