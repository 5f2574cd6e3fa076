import type { FlameFrame, FlameKind } from './flame-tree.ts';

/** How many shades a kind has. */
export const shades = 5;

export interface Tone {
  readonly kind: FlameKind;
  /** 0 .. shades - 1, the same for all frames of a module on every machine and in every view. */
  readonly shade: number;
}

/** What a frame's colour says: its kind by hue, its module (or, where that is not known, its name) by shade. */
export function toneOf(frame: FlameFrame): Tone {
  return { kind: frame.kind, shade: fnv1a(frame.module ?? frame.name) % shades };
}

// see: http://www.isthe.com/chongo/tech/comp/fnv, 32 bits, over UTF-16 code units
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
