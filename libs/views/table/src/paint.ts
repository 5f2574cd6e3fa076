import type { Style } from '@ai-perf/core-cli';

export type Paint = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan';

// see: ECMA-48, 8.3.117 SGR; 22 ends bold and dim, 39 the colour
const codes: Readonly<Record<Paint, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
};

/** `text` (escaped already) in a colour, or as it is where colours are off. */
export function paint(text: string, how: Paint | null, style: Pick<Style, 'colour'>): string {
  if (!style.colour || how === null || text === '') return text;
  const [on, off] = codes[how];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
