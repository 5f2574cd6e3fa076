// C0 and C1 controls (ESC, BEL, CSI, newline ...), DEL, bidi controls and isolates, line separators, lone surrogates:
// all that can move a cursor, hide text or reorder it. see: ECMA-48, Unicode TR9 and TR36
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const dangerous = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };

/** Printable form of any text, always on one line: `a\nb` -> `a\\nb`. Printable Unicode stays as it is. */
export function escapeTerminal(text: string): string {
  return text.replace(dangerous, (found) => named[found] ?? escapeCode(found.codePointAt(0) ?? 0));
}

function escapeCode(code: number): string {
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
