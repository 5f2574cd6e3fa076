import { Cursor } from './cursor.ts';
import { readOffset, readPointer } from './pointer.ts';

/** .eh_frame or .debug_frame as it lies in the file. */
export interface FrameSection {
  readonly kind: 'eh_frame' | 'debug_frame';
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** What many functions share. see: DWARF 5, 6.4.1 "Structure of Call Frame Information" */
export interface CommonEntry {
  readonly codeAlign: number;
  readonly dataAlign: number;
  readonly returnRegister: number;
  readonly pointerEncoding: number;
  /** The augmentation begins with `z`: each function's entry has augmentation bytes too. */
  readonly augmented: boolean;
  /** The frame was laid by the kernel for a signal: its pc is exact, not a return address. */
  readonly signalFrame: boolean;
  readonly program: Program;
}

/** One function, or a part of one. */
export interface FunctionEntry {
  readonly common: CommonEntry;
  readonly start: number;
  readonly end: number;
  readonly program: Program;
}

/** Bytes of call frame instructions. */
export interface Program {
  readonly from: number;
  readonly to: number;
}

interface EntryHead {
  /** Offset of the field that tells the kinds apart, and its value. */
  readonly idAt: number;
  readonly id: number;
  readonly body: number;
  readonly end: number;
}

const extended = 0xffff_ffff;

/** Head of the entry at an offset; null at the terminator, at the end, and where the length does not fit. */
export function readHead(section: FrameSection, at: number): EntryHead | null {
  const cursor = new Cursor(section.bytes, at);
  const short = cursor.u32();
  const wide = short === extended;
  const length = wide ? Number(cursor.u64()) : short;
  const idAt = cursor.at;
  const end = idAt + length;
  // In .eh_frame the field stays 32 bits wide. see: LSB Core 5.0, "The .eh_frame section"
  const id = wide && section.kind === 'debug_frame' ? Number(BigInt.asUintN(53, cursor.u64())) : cursor.u32();
  if (cursor.failed || length === 0 || end > section.bytes.length) return null;
  return { idAt, id, body: cursor.at, end };
}

export function isCommon(section: FrameSection, { id }: EntryHead): boolean {
  return section.kind === 'eh_frame' ? id === 0 : id === extended || id === 2 ** 53 - 1;
}

export function readCommon(section: FrameSection, at: number): CommonEntry | null {
  const head = readHead(section, at);
  if (head === null || !isCommon(section, head)) return null;
  const cursor = new Cursor(section.bytes, head.body, head.end);
  const version = cursor.u8();
  const augmentation = cursor.text();
  if (augmentation !== '' && !augmentation.startsWith('z')) return null;
  if (version === 4) cursor.skip(2);
  const codeAlign = cursor.uleb();
  const dataAlign = cursor.sleb();
  const returnRegister = version === 1 ? cursor.u8() : cursor.uleb();
  const extra = readAugmentation(cursor, augmentation);
  if (cursor.failed || extra === null) return null;
  return { codeAlign, dataAlign, returnRegister, ...extra, program: { from: cursor.at, to: head.end } };
}

type Augmentation = Pick<CommonEntry, 'pointerEncoding' | 'augmented' | 'signalFrame'>;

/** `zPLR`: a length, then what each letter asks for. see: LSB Core 5.0, "Augmentation String Format" */
function readAugmentation(cursor: Cursor, letters: string): Augmentation | null {
  const found = { pointerEncoding: 0, augmented: letters !== '', signalFrame: letters.includes('S') };
  if (!found.augmented) return found;
  const length = cursor.uleb();
  const end = cursor.at + length;
  for (const letter of letters.slice(1)) {
    if (letter === 'R') found.pointerEncoding = cursor.u8();
    else if (letter === 'L') cursor.skip(1);
    else if (letter === 'P') readOffset(cursor, cursor.u8());
    else if (letter !== 'S' && letter !== 'B') break;
  }
  if (cursor.at > end) return null;
  cursor.at = end;
  return found;
}

/** The function entry at an offset; `commonAt` finds its common entry. */
export function readFunction(
  section: FrameSection,
  at: number,
  commonAt: (offset: number) => CommonEntry | null,
): FunctionEntry | null {
  const head = readHead(section, at);
  if (head === null || isCommon(section, head)) return null;
  const common = commonAt(section.kind === 'eh_frame' ? head.idAt - head.id : head.id);
  if (common === null) return null;
  const cursor = new Cursor(section.bytes, head.body, head.end);
  const start = readPointer(cursor, common.pointerEncoding, { section: section.address, data: 0 });
  const length = readOffset(cursor, common.pointerEncoding);
  if (common.augmented) cursor.skip(cursor.uleb());
  if (cursor.failed || start === null || length === null) return null;
  return { common, start, end: start + length, program: { from: cursor.at, to: head.end } };
}

/** Offsets of all function entries. Each input file may have left its terminator (a zero) in the middle. */
export function* functionOffsets(section: FrameSection): Generator<number> {
  for (let at = 0; at + 4 <= section.bytes.length; ) {
    const head = readHead(section, at);
    if (head === null && !isTerminator(section, at)) return;
    if (head !== null && !isCommon(section, head)) yield at;
    at = head?.end ?? at + 4;
  }
}

function isTerminator({ bytes }: FrameSection, at: number): boolean {
  return new Cursor(bytes, at).u32() === 0;
}
