/** Reads DWARF's primitive values in order. Past the end it reads zeros and says so in `failed`; it never throws. */
export class Cursor {
  at: number;
  failed = false;
  readonly end: number;
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = Math.min(end, bytes.length);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.failed || this.at >= this.end;
  }

  u8(): number {
    return this.#advance(1) ? this.#view.getUint8(this.at - 1) : 0;
  }

  u16(): number {
    return this.#advance(2) ? this.#view.getUint16(this.at - 2, true) : 0;
  }

  i16(): number {
    return this.#advance(2) ? this.#view.getInt16(this.at - 2, true) : 0;
  }

  u32(): number {
    return this.#advance(4) ? this.#view.getUint32(this.at - 4, true) : 0;
  }

  i32(): number {
    return this.#advance(4) ? this.#view.getInt32(this.at - 4, true) : 0;
  }

  u64(): bigint {
    return this.#advance(8) ? this.#view.getBigUint64(this.at - 8, true) : 0n;
  }

  i64(): bigint {
    return BigInt.asIntN(64, this.u64());
  }

  /** Unsigned LEB128, exact below 2^53. see: DWARF 5, 7.6 "Variable Length Data" */
  uleb(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return value;
    }
  }

  sleb(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return (byte & 0x40) === 0 ? value : value - scale;
    }
  }

  /** Text up to a NUL. */
  text(): string {
    let text = '';
    for (let byte = this.u8(); byte !== 0; byte = this.u8()) text += String.fromCharCode(byte);
    return text;
  }

  /** The next bytes, as a part of the same memory. */
  block(length: number): Uint8Array {
    return this.#advance(length) ? this.bytes.subarray(this.at - length, this.at) : this.bytes.subarray(0, 0);
  }

  skip(length: number): void {
    this.#advance(length);
  }

  #advance(length: number): boolean {
    if (this.failed || !(this.at >= 0 && this.at + length <= this.end)) {
      this.failed = true;
      return false;
    }
    this.at += length;
    return true;
  }
}
