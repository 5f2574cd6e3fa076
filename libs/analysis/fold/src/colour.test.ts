import { expect, test } from 'vitest';
import { colourOf, legend } from './index.ts';

type Rgb = readonly [number, number, number];

// Linear light of `#rrggbb`. see: IEC 61966-2-1 (sRGB)
const linear = (hex: string): Rgb => {
  const part = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
};

const times = (matrix: readonly Rgb[], [r, g, b]: Rgb): Rgb =>
  matrix.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Rgb;

// Full deficiency. see: Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color vision
// deficiency, IEEE TVCG 15(6), 2009
const eyes: Readonly<Record<string, readonly Rgb[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const toXyz: readonly Rgb[] = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
];

// see: CIE 15, L*a*b* with white D65
function lab(rgb: Rgb): Rgb {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const [x, y, z] = times(toXyz, rgb);
  return [116 * f(y) - 16, 500 * (f(x / 0.9505) - f(y)), 200 * (f(y) - f(z / 1.089))];
}

const distance = (a: Rgb, b: Rgb): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const luminance = (hex: string): number => times(toXyz, linear(hex))[1];

test('no eye takes a kind for another: even the nearest shades are 15 steps of CIE L*a*b* apart', () => {
  const near: string[] = [];
  for (const [eye, matrix] of Object.entries(eyes)) {
    const seen = legend.map(({ kind, colours }) => ({
      kind,
      labs: colours.map((hex) => lab(times(matrix, linear(hex)))),
    }));
    for (const [at, one] of seen.entries())
      for (const other of seen.slice(at + 1)) {
        const least = Math.min(...one.labs.flatMap((a) => other.labs.map((b) => distance(a, b))));
        if (least < 15) near.push(`${eye}: ${one.kind} and ${other.kind} ${least.toFixed(1)}`);
      }
  }
  expect(near).toEqual([]);
});

test('dark text on every box has a contrast of at least 4.5 to 1', () => {
  const text = luminance('#1b1d21') + 0.05;
  for (const { colours } of legend)
    for (const hex of colours) expect((luminance(hex) + 0.05) / text).toBeGreaterThanOrEqual(4.5);
});

test('frames of one module have one colour, whatever their names', () => {
  const frame = { module: '/lib/libc.so.6', kind: 'user', inlined: false } as const;
  expect(colourOf({ ...frame, name: 'read' })).toBe(colourOf({ ...frame, name: 'write' }));
  expect(colourOf({ ...frame, name: 'read', kind: 'kernel' })).not.toBe(colourOf({ ...frame, name: 'read' }));
});
