import type { FlameFrame, FlameKind } from './flame-tree.ts';

// A folded line is `frame;frame WEIGHT`. What would break it (`;`, line ends, controls, text that reorders lines) and
// the backslash itself are written as escapes that hold no `;`, so that flamegraph.pl, inferno and speedscope split our
// lines where we do, and reading gives the same name back.
const unsafe =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\\;\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;
const escapes = /\\(?:\\|n|r|t|e|x([0-9a-f]{2})|u\{([0-9a-f]{1,6})\})/g;

const letterOf: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\u001b': '\\e',
};
const plainOf: Readonly<Record<string, string>> = {
  '\\\\': '\\',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '\\e': '\u001b',
};

// Annotations of stackcollapse-perf.pl --all.
const markOf: Readonly<Partial<Record<FlameKind, string>>> = { kernel: '_[k]', jit: '_[j]' };
const markPattern = /_\[([kji])\]$/;

/** A frame as folded text holds it; `annotate` says kernel, jit and inlined by `_[k]`, `_[j]`, `_[i]`. */
export function encodeFrame(frame: FlameFrame, annotate: boolean): string {
  // A real name that ends like an annotation must not be taken for one.
  const name = escapeName(frame.name).replace(markPattern, '_\\x5b$1]');
  if (!annotate) return name;
  return name + (markOf[frame.kind] ?? (frame.inlined ? '_[i]' : ''));
}

/** The frame that folded text names. What is not annotated counts as user code; modules are not told. */
export function decodeFrame(text: string): FlameFrame {
  const mark = markPattern.exec(text)?.[1];
  const name = unescapeName(mark === undefined ? text : text.slice(0, -4));
  const kind = mark === 'k' ? 'kernel' : mark === 'j' ? 'jit' : 'user';
  return { name, module: null, kind, inlined: mark === 'i' };
}

function escapeName(name: string): string {
  return name.replace(unsafe, (found) => letterOf[found] ?? escapeCode(found.codePointAt(0) ?? 0));
}

function escapeCode(code: number): string {
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

// A backslash that starts none of our escapes comes from another tool and stays.
function unescapeName(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(escapes, (found, byte: string | undefined, code: string | undefined) => {
    const hex = byte ?? code;
    if (hex === undefined) return plainOf[found] ?? found;
    const point = Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : found;
  });
}
