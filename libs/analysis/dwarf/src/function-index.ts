import { functionOffsets, readCommon, readFunction } from './frame-entries.ts';
import type { CommonEntry, FrameSection, FunctionEntry } from './frame-entries.ts';
import { Cursor } from './cursor.ts';
import { readOffset, readPointer } from './pointer.ts';

/** .eh_frame_hdr: a table of function starts, sorted by the linker. */
export interface FrameHeaderSection {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** Finds the entry of the function that holds an address. */
export interface FunctionIndex {
  find(address: number): FunctionEntry | null;
}

/** Common entries are shared by thousands of functions: each is read once. */
export function commonEntries(section: FrameSection): (offset: number) => CommonEntry | null {
  const known = new Map<number, CommonEntry | null>();
  return (offset) => {
    const found = known.get(offset);
    if (found !== undefined) return found;
    const common = readCommon(section, offset);
    known.set(offset, common);
    return common;
  };
}

/** Reads every entry of the section once, for sections without a usable header. */
export function scanFunctions(section: FrameSection): FunctionIndex {
  const commonAt = commonEntries(section);
  const entries = [...functionOffsets(section)]
    .map((at) => readFunction(section, at, commonAt))
    .filter((entry) => entry !== null)
    .sort((a, b) => a.start - b.start);
  const startOf = (row: number): number => entries[row]?.start ?? 0;
  return {
    find: (address) => holding(entries[lastAtOrBelow(entries.length, startOf, address)], address),
  };
}

const version = 1;
const dataRelativeSigned32 = 0x3b;
const rowSize = 8;

/**
 * Uses the linker's table as it lies in the file; null where the header has another form than ld, gold, lld and mold
 * write. see: LSB Core 5.0, "The .eh_frame_hdr section"
 */
export function indexedFunctions(section: FrameSection, header: FrameHeaderSection): FunctionIndex | null {
  const cursor = new Cursor(header.bytes);
  if (cursor.u8() !== version) return null;
  const [sectionEncoding, countEncoding, tableEncoding] = [cursor.u8(), cursor.u8(), cursor.u8()];
  readPointer(cursor, sectionEncoding, { section: header.address, data: header.address });
  const count = readOffset(cursor, countEncoding);
  if (tableEncoding !== dataRelativeSigned32 || count === null || cursor.failed) return null;
  const table = new DataView(header.bytes.buffer, header.bytes.byteOffset + cursor.at, header.bytes.length - cursor.at);
  const rows = Math.min(count, Math.floor(table.byteLength / rowSize));
  const startOf = (row: number): number => header.address + table.getInt32(row * rowSize, true);
  const commonAt = commonEntries(section);
  return {
    find: (address) => {
      const row = lastAtOrBelow(rows, startOf, address);
      if (row === -1) return null;
      const at = header.address + table.getInt32(row * rowSize + 4, true) - section.address;
      return holding(at < 0 ? null : readFunction(section, at, commonAt), address);
    },
  };
}

function holding(entry: FunctionEntry | null | undefined, address: number): FunctionEntry | null {
  return entry !== null && entry !== undefined && address >= entry.start && address < entry.end ? entry : null;
}

function lastAtOrBelow(count: number, valueAt: (row: number) => number, wanted: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(middle) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
