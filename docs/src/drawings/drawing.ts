import type { Mark } from './shapes.ts';
import { escapeXml } from './shapes.ts';

export interface Drawing {
  /** File name without `.svg`. */
  readonly name: string;
  /** What a reader who cannot see it should know. */
  readonly title: string;
  readonly size: readonly [width: number, height: number];
  readonly marks: readonly Mark[];
}

/** The drawing as an SVG document that carries its own style sheet. */
export function svgOf({ title, size: [width, height], marks }: Drawing, styleSheet: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<style>\n${styleSheet.trim()}\n</style>`,
    ...marks,
    '</svg>',
    '',
  ].join('\n');
}
