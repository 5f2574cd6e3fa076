import type { FlameFrame, FlameKind } from './flame-tree.ts';

// Light enough for dark text (WCAG AA, 4.5:1), kinds apart for red-, green- and blue-blind eyes: orange against blue by
// hue, yellow against both by lightness. A test computes both.
const palette: Readonly<Record<FlameKind, readonly string[]>> = {
  root: ['#dfe1e5'],
  thread: ['#c6c7c9', '#cccdcf', '#bfc0c3', '#d1d2d4', '#b8babd'],
  kernel: ['#82b8e8', '#8ebfec', '#76afe2', '#98c6ef', '#6ca6da'],
  user: ['#f6a05c', '#f7a766', '#f0964e', '#f7ab6d', '#ea8d44'],
  jit: ['#f9f3a4', '#fbf6b4', '#f8f198', '#fcf8c0', '#fdf9cb'],
};

/** `#rrggbb` of a box: its kind by hue, its module (or, where that is not known, its name) by shade. */
export function colourOf(frame: FlameFrame): string {
  const shades = palette[frame.kind];
  return shades[fnv1a(frame.module ?? frame.name) % shades.length] ?? '#dfe1e5';
}

/** The kinds that a reader has to tell apart, each with a colour that stands for it. */
export const legend: readonly {
  readonly kind: FlameKind;
  readonly colours: readonly string[];
  readonly text: string;
}[] = [
  { kind: 'user', colours: palette.user, text: 'user' },
  { kind: 'jit', colours: palette.jit, text: 'jit' },
  { kind: 'kernel', colours: palette.kernel, text: 'kernel' },
  { kind: 'thread', colours: palette.thread, text: 'thread' },
];

// see: http://www.isthe.com/chongo/tech/comp/fnv, 32 bits, over UTF-16 code units
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
