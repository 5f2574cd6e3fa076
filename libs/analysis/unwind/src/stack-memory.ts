/** A copy of the user stack, addressed as the process addressed it. */
export class StackMemory {
  /** Address behind the last byte that was copied. */
  readonly end: number;
  readonly #start: number;
  readonly #view: DataView;

  constructor(start: number, bytes: Uint8Array) {
    this.#start = start;
    this.end = start + bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  holds(address: number, bytes: number): boolean {
    return address >= this.#start && address + bytes <= this.end;
  }

  /** 64 bits as a double, NaN where they were not copied or are too large to be an address. */
  word(address: number): number {
    if (!this.holds(address, 8)) return NaN;
    const at = address - this.#start;
    const high = this.#view.getUint32(at + 4, true);
    return high >= tooHigh ? NaN : high * 2 ** 32 + this.#view.getUint32(at, true);
  }

  /** As many bytes as asked for, at most 8, as an unsigned number; null where they were not copied. */
  value(address: bigint, bytes: number): bigint | null {
    const from = Number(address);
    if (bytes < 1 || bytes > 8 || !this.holds(from, bytes)) return null;
    const at = from - this.#start;
    let value = 0n;
    for (let byte = bytes - 1; byte >= 0; byte -= 1) value = (value << 8n) | BigInt(this.#view.getUint8(at + byte));
    return value;
  }
}

const tooHigh = 2 ** 21;
