import { escapeXml } from './shapes.ts';

// Widths in hundredths of the picture, from the root up; each row lies on the one below it.
const rows: readonly (readonly (readonly [from: number, width: number])[])[] = [
  [[0, 100]],
  [[0, 62], [63, 37]],
  [[0, 38], [39, 23], [66, 30]],
  [[3, 30], [39, 17], [66, 12], [79, 16]],
  [[3, 13], [17, 16], [42, 11], [79, 11]],
  [[5, 9], [20, 10], [42, 7], [81, 6]],
  [[20, 7], [43, 4]],
];
const colours = ['#8c3c12', '#a84a18', '#b85a22', '#cb6f33', '#d98548', '#e79b62', '#f0b07f'];

/** The picture of the home page: a flame graph without words, in colours that read on light and dark. */
export function heroSvg(title: string): string {
  const boxes = rows.flatMap((row, depth) =>
    row.map(([from, width]) => {
      const place = `x="${20 + from * 2.8}" y="${232 - 32 * depth}" width="${width * 2.8 - 2}" height="29"`;
      return `<rect ${place} rx="3" fill="${colours[depth]}"/>`;
    }),
  );
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 280" role="img" aria-label="${escapeXml(title)}">`;
  return `${[open, ...boxes, '</svg>'].join('\n')}\n`;
}
