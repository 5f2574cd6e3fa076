const two32 = 2 ** 32;
const text = new TextDecoder('utf-8');
const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Reads forward through one record. A read past the end gives 0 and sets `failed`, which then stays set: the decoder of
 * a record asks once, when it is through.
 */
export class ByteReader {
  failed = false;
  at = 0;
  end = 0;
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #littleEndian: boolean;

  constructor(bytes: Uint8Array, littleEndian = true) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#littleEndian = littleEndian;
  }

  /** Confines the reader to `[from, to)`, which must lie within the bytes. */
  enter(from: number, to: number): void {
    this.at = from;
    this.end = to;
    this.failed = false;
  }

  get left(): number {
    return this.end - this.at;
  }

  /** Steps over `length` bytes and says where they began; 0 and `failed` when they are not there. */
  take(length: number): number {
    if (length < 0 || length > this.end - this.at) {
      this.failed = true;
      return 0;
    }
    const from = this.at;
    this.at += length;
    return from;
  }

  u8(): number {
    const from = this.take(1);
    return this.failed ? 0 : this.#view.getUint8(from);
  }

  u16(): number {
    const from = this.take(2);
    return this.failed ? 0 : this.#view.getUint16(from, this.#littleEndian);
  }

  u32(): number {
    const from = this.take(4);
    return this.failed ? 0 : this.#view.getUint32(from, this.#littleEndian);
  }

  u64(): bigint {
    const from = this.take(8);
    return this.failed ? 0n : this.#view.getBigUint64(from, this.#littleEndian);
  }

  /** For counts and sizes: no bigint is made; above 2^53 the low digits are lost. */
  u64AsNumber(): number {
    return this.u64Since(0, 0);
  }

  /** `value - origin` with the origin in halves: exact however large both are, as long as they are near. */
  u64Since(originHigh: number, originLow: number): number {
    const from = this.take(8);
    if (this.failed) return 0;
    const high = this.#view.getUint32(from + (this.#littleEndian ? 4 : 0), this.#littleEndian);
    const low = this.#view.getUint32(from + (this.#littleEndian ? 0 : 4), this.#littleEndian);
    return (high - originHigh) * two32 + (low - originLow);
  }

  /** Copies `into.length` 64-bit words that begin at byte `from`, as `take` gave it. */
  copyWords(from: number, into: BigUint64Array): void {
    if (this.#littleEndian === hostIsLittleEndian) {
      const target = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
      target.set(this.bytes.subarray(from, from + into.byteLength));
      return;
    }
    for (let index = 0; index < into.length; index += 1) {
      into[index] = this.#view.getBigUint64(from + index * 8, this.#littleEndian);
    }
  }

  /** Text up to the first NUL of the next `length` bytes; bytes that are not UTF-8 become U+FFFD. */
  string(length: number): string {
    const from = this.take(length);
    if (this.failed) return '';
    const nul = this.bytes.subarray(from, from + length).indexOf(0);
    return text.decode(this.bytes.subarray(from, nul < 0 ? from + length : from + nul));
  }
}
