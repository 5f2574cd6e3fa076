/**
 * A whole number as the kernel prints it, or null for anything else. Values above 2^53 lose their last digits but stay
 * finite; text that no kernel prints (hex, spaces, more than 30 digits) is null.
 */
export function decimal(text: string): number | null {
  const start = text.charCodeAt(0) === minus ? 1 : 0;
  if (text.length === start || text.length > 30) return null;
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < zero || code > nine) return null;
  }
  return Number(text);
}

const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;

/** A decimal fraction as the kernel prints load and pressure: `12.34`. */
export function fraction(text: string): number | null {
  return /^\d{1,20}(\.\d{1,20})?$/.test(text) ? Number(text) : null;
}
