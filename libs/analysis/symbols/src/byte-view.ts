/** Little-endian integers at checked offsets: what lies outside the bytes reads as 0, never throws. */
export class ByteView {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  holds(offset: number, length: number): boolean {
    return offset >= 0 && length >= 0 && offset + length <= this.bytes.length;
  }

  u8(offset: number): number {
    return this.holds(offset, 1) ? this.#view.getUint8(offset) : 0;
  }

  u16(offset: number): number {
    return this.holds(offset, 2) ? this.#view.getUint16(offset, true) : 0;
  }

  u32(offset: number): number {
    return this.holds(offset, 4) ? this.#view.getUint32(offset, true) : 0;
  }

  i32(offset: number): number {
    return this.holds(offset, 4) ? this.#view.getInt32(offset, true) : 0;
  }

  /** 64 bits as a double: exact below 2^53, and larger values stay larger than any file or user address. */
  u64(offset: number): number {
    return this.u32(offset) + this.u32(offset + 4) * 2 ** 32;
  }
}

/** Text up to the next NUL, or up to `limit` bytes where none comes. */
export function textAt(bytes: Uint8Array, offset: number, limit = 65_536): string {
  if (offset < 0 || offset >= bytes.length) return '';
  const last = Math.min(bytes.length, offset + limit);
  const nul = bytes.indexOf(0, offset);
  return decoder.decode(bytes.subarray(offset, nul === -1 || nul > last ? last : nul));
}

const decoder = new TextDecoder();
