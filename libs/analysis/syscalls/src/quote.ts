/** How bytes are written: as C strings, in hex where a string is not plain text (-x), or always (-xx). */
export type QuoteStyle = 'octal' | 'hex-if-needed' | 'hex';

const escapes: Readonly<Record<number, string>> = {
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

const isPlain = (byte: number): boolean => (byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13);
const isOctalDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 55;

/** The bytes between quotes, so that a C compiler would read them back; nothing of them can reach a terminal. */
export function quote(bytes: Uint8Array, style: QuoteStyle): string {
  const inHex = style === 'hex' || (style === 'hex-if-needed' && !bytes.every(isPlain));
  let text = '"';
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    text += inHex ? `\\x${byte.toString(16).padStart(2, '0')}` : escapeByte(byte, bytes[at + 1]);
  }
  return `${text}"`;
}

// An octal escape is as short as it can be: an octal digit after it would be read as part of it.
function escapeByte(byte: number, next: number | undefined): string {
  const named = escapes[byte];
  if (named !== undefined) return named;
  if (byte >= 32 && byte < 127) return String.fromCharCode(byte);
  const digits = byte.toString(8);
  return `\\${isOctalDigit(next) ? digits.padStart(3, '0') : digits}`;
}
