/** Marks of a drawing as SVG text. Places and sizes are in CSS pixels of the view box. */
export type Mark = string;
export type Tone = 'plain' | 'soft' | 'warm' | 'cool';
export type Point = readonly [x: number, y: number];
type Voice = 'text' | 'note' | 'code' | 'strong';
type Anchor = 'start' | 'middle' | 'end';

export const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

export function words([x, y]: Point, text: string, voice: Voice = 'text', anchor: Anchor = 'start'): Mark {
  const place = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text class="d-${voice}" x="${x}" y="${y}"${place}>${escapeXml(text)}</text>`;
}

/** Lines of text under each other. */
export function lines([x, y]: Point, texts: readonly string[], voice: Voice = 'note', anchor: Anchor = 'start'): Mark {
  return texts.map((text, index) => words([x, y + 17 * index], text, voice, anchor)).join('\n');
}

export interface Box {
  readonly at: Point;
  readonly size: readonly [width: number, height: number];
  readonly tone?: Tone;
  readonly dashed?: boolean;
  readonly label?: string;
  readonly voice?: Voice;
}

/** A rectangle with its label in the middle. */
export function box({ at: [x, y], size: [width, height], tone = 'plain', dashed = false, ...text }: Box): Mark {
  const { label, voice = 'code' } = text;
  const style = `d-${tone}${dashed ? ' d-dashed' : ''}`;
  const rectangle = `<rect class="${style}" x="${x}" y="${y}" width="${width}" height="${height}" rx="2"/>`;
  if (label === undefined) return rectangle;
  return `${rectangle}\n${words([x + width / 2, y + height / 2 + 4], label, voice, 'middle')}`;
}

/** A line through the points with a tip at its end. */
export function arrow(points: readonly Point[], tone: 'muted' | 'warm' = 'muted', dashed = false): Mark {
  const suffix = tone === 'warm' ? '-warm' : '';
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  return `<path class="d-wire${suffix}${dashed ? ' d-dashed' : ''}" d="${path}"/>\n${tip(points, `d-tip${suffix}`)}`;
}

function tip(points: readonly Point[], style: string): Mark {
  const [x, y] = points.at(-1) ?? [0, 0];
  const [fromX, fromY] = points.at(-2) ?? [0, 0];
  const degrees = Math.round((Math.atan2(y - fromY, x - fromX) * 180) / Math.PI);
  return `<path class="${style}" d="M0 0 L-8 -4 L-8 4 Z" transform="translate(${x} ${y}) rotate(${degrees})"/>`;
}

/** A smooth line from one point to another, bowed to the side by `bow` pixels, with a tip. */
export function bow([x1, y1]: Point, [x2, y2]: Point, by: number): Mark {
  const path = `<path class="d-wire-warm" d="M${x1} ${y1} C${x1 + by} ${y1}, ${x2 + by} ${y2}, ${x2} ${y2}"/>`;
  const place = `translate(${x2} ${y2}) rotate(${by > 0 ? 180 : 0})`;
  return `${path}\n<path class="d-tip-warm" d="M0 0 L-8 -4 L-8 4 Z" transform="${place}"/>`;
}
