import type { Cursor } from './cursor.ts';

// see: LSB Core 5.0, "DWARF Exception Header Encoding"
const omitted = 0xff;
const formatMask = 0x0f;
const applicationMask = 0x70;
const pcRelative = 0x10;
const dataRelative = 0x30;
const indirect = 0x80;

const formats: Readonly<Record<number, (cursor: Cursor) => number>> = {
  0x0: (cursor) => Number(cursor.u64()),
  0x1: (cursor) => cursor.uleb(),
  0x2: (cursor) => cursor.u16(),
  0x3: (cursor) => cursor.u32(),
  0x4: (cursor) => Number(cursor.u64()),
  0x9: (cursor) => cursor.sleb(),
  0xa: (cursor) => cursor.i16(),
  0xb: (cursor) => cursor.i32(),
  0xc: (cursor) => Number(cursor.i64()),
};

/** What an encoded pointer may be relative to. */
export interface PointerBase {
  /** Address of the section's first byte. */
  readonly section: number;
  /** Base of `datarel`, which only .eh_frame_hdr uses. */
  readonly data: number;
}

/** Reads a pointer; null where it is left out, indirect or in a form that is not known. */
export function readPointer(cursor: Cursor, encoding: number, base: PointerBase): number | null {
  if (encoding === omitted) return null;
  const place = base.section + cursor.at;
  const value = readOffset(cursor, encoding);
  if (value === null || (encoding & indirect) !== 0) return null;
  const application = encoding & applicationMask;
  if (application === 0) return value;
  if (application === pcRelative) return place + value;
  return application === dataRelative ? base.data + value : null;
}

/** The bare number of an encoding: a length is never relative. */
export function readOffset(cursor: Cursor, encoding: number): number | null {
  const format = formats[encoding & formatMask];
  return format === undefined ? null : format(cursor);
}
