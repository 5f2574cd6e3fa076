// A double holds 53 bits: of longer numbers (kernel addresses) the high ones are dropped, see lowAddressBits.
const highMask = 0x1f_ffff;
const zero = 0x30;
const letterX = 0x78;

/** Hexadecimal digits in `bytes[from..to)`, with or without 0x, low 53 bits; null where anything else stands there. */
export function hexNumber(bytes: Uint8Array, from: number, to: number): number | null {
  const first = bytes[from] === zero && bytes[from + 1] === letterX ? from + 2 : from;
  if (first >= to || to - first > 16) return null;
  const middle = Math.max(first, to - 8);
  const high = digits(bytes, first, middle);
  const low = digits(bytes, middle, to);
  return high === -1 || low === -1 ? null : lowAddressBits(high, low);
}

/** A 64-bit address without its top 11 bits, which are all equal in every canonical address. */
export function lowAddressBits(high: number, low: number): number {
  return (high & highMask) * 2 ** 32 + low;
}

function digits(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = digitOf(bytes[at] ?? 0);
    if (digit === -1) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function digitOf(byte: number): number {
  if (byte >= zero && byte <= 0x39) return byte - zero;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}
